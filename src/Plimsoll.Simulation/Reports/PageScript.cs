namespace Plimsoll.Simulation.Reports;

/// <summary>The page's only script: what lies under the pointer.</summary>
internal static class PageScript
{
    public const string Js = """
        const tip = document.createElement('div');
        tip.className = 'tip';
        document.body.append(tip);
        const two = number => String(number).padStart(2, '0');
        for (const data of document.querySelectorAll('figure.chart > script')) {
          const chart = JSON.parse(data.textContent);
          const svg = data.previousElementSibling;
          const cursor = svg.querySelector('.cursor');
          const show = event => {
            const box = svg.getBoundingClientRect();
            const x = (event.clientX - box.left) * 1120 / box.width;
            const share = Math.min(1, Math.max(0, (x - chart.left) / (chart.right - chart.left)));
            const last = chart.lines[0].values.length - 1;
            const at = new Date(chart.from + share * (chart.to - chart.from));
            const place = Math.round(share * last);
            const mark = chart.left + share * (chart.right - chart.left);
            cursor.setAttribute('x1', mark);
            cursor.setAttribute('x2', mark);
            cursor.style.opacity = 1;
            const rows = chart.lines.slice().reverse().map(line =>
              `<div><i class="key ${line.style}"></i>${line.name}<b>${line.values[place] === null ? 'none' : line.values[place].toLocaleString('en-US')}</b></div>`);
            tip.innerHTML = `<p>${at.getUTCDate()} ${at.toLocaleString('en-US', {month: 'short', timeZone: 'UTC'})}${chart.to - chart.from > 2e10 ? ' ' + at.getUTCFullYear() : ''} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC</p>` + rows.join('');
            tip.style.opacity = 1;
            const left = event.clientX + 16 + tip.offsetWidth > innerWidth ? event.clientX - 16 - tip.offsetWidth : event.clientX + 16;
            tip.style.transform = `translate(${left}px, ${Math.max(8, event.clientY - tip.offsetHeight - 12)}px)`;
          };
          svg.addEventListener('pointermove', show);
          svg.addEventListener('pointerleave', () => { tip.style.opacity = 0; cursor.style.opacity = 0; });
        }
        """;
}
