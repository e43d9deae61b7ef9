namespace Plimsoll.Server.Api.Reference;

/// <summary>The frame of the reference page.</summary>
internal static class PageText
{
    public const string Template = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Plimsoll API {{version}}</title><link rel="icon" href="data:,">
        <style>
        :root { color-scheme: light dark; --line: light-dark(#d7dce2, #333b45); --soft: light-dark(#f4f6f8, #171b20); --ink: light-dark(#14202b, #dfe6ee); --weak: light-dark(#5a6875, #93a1af); --accent: light-dark(#0b5fa5, #6cb4f0); }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: light-dark(#fff, #101418); display: grid; grid-template-columns: 20rem minmax(0, 1fr); }
        nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1rem; border-right: 1px solid var(--line); background: var(--soft); }
        nav h1 { font-size: 1.2rem; margin: 0 0 .6rem; } nav h3 { margin: 1rem 0 .2rem; font-size: .8rem; text-transform: uppercase; color: var(--weak); letter-spacing: .05em; }
        nav a { display: block; padding: .1rem 0; color: inherit; text-decoration: none; font-size: .88rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } nav a:hover { color: var(--accent); }
        nav input { width: 100%; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px; font: inherit; background: transparent; color: inherit; }
        nav b { display: inline-block; width: 3.4rem; font-size: .72rem; }
        main { padding: 1.5rem 2.5rem 6rem; max-width: 70rem; } a { color: var(--accent); }
        h2 a, h4 a { color: inherit; text-decoration: none; } section { border-top: 1px solid var(--line); padding: .6rem 0 1.2rem; } h2 { margin: .6rem 0 .2rem; font-size: 1.15rem; } h4 { margin: .9rem 0 .3rem; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); } th { color: var(--weak); font-weight: 500; }
        code, pre { font: .88em/1.45 ui-monospace, monospace; } pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; } td p.roles { margin: 0; }
        details > summary { cursor: pointer; color: var(--accent); font-size: .9rem; margin-top: .3rem; } .roles { color: var(--weak); font-size: .88rem; margin: .2rem 0 .6rem; } .route { margin: .2rem 0; }
        .GET { color: light-dark(#116329, #57c276); } .POST { color: light-dark(#0b5fa5, #6cb4f0); } .PUT, .PATCH { color: light-dark(#8a5a00, #e0a83a); } .DELETE { color: light-dark(#b3261e, #f2827a); }
        td:last-child { width: 50%; } #problems td:last-child { width: 34%; } #channels td:last-child { width: 22%; } [hidden] { display: none !important; } @media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; max-height: 50vh; } main { padding: 1rem; } }
        </style></head><body>
        <nav><h1>Plimsoll API</h1><input type="search" id="find" placeholder="Find an operation, a type, a code" autofocus>
        <h3>Reading</h3><a href="#start">Start here</a><a href="#websocket">WebSocket</a><a href="#problems">Problems</a><a href="#types">Types</a><a href="/api/v1/openapi.json">openapi.json</a>
        {{list}}</nav>
        <main><div id="start"><h1>Plimsoll API {{version}}</h1><p>{{description}}</p>
        <pre>curl -H "Authorization: Bearer $PLIMSOLL_KEY" {{address}}/api/v1/status</pre>
        <p>A star marks what has to be sent. Names in the list are names of operations: they are the same in a batch and over WebSocket. Examples are what a server answered when it was asked all of them in a row; long lists are cut short.</p></div>
        {{operations}}
        <section id="websocket"><h2><a href="#websocket">WebSocket</a></h2>
        <p class="route"><code>{{socket}}/api/v1/ws</code></p>
        <p>Messages are JSON-RPC 2.0. Every operation is a method under its name, with all members of its request in <code>params</code>; <code>idempotency_key</code> may stand beside it. The key comes with the handshake, in the header that REST takes, or as the first message.</p>
        <pre>{"id":1,"method":"authenticate","params":{"key":"plim_…"}}
        {"id":2,"method":"accounts.margin","params":{"account":"alice"}}
        {"id":3,"method":"subscribe","params":{"channels":["account.alice","market.BTC-PERP"]}}
        {"id":4,"method":"unsubscribe","params":{"channels":["market.BTC-PERP"]}}
        {"id":5,"method":"ping"}</pre>
        <p>A channel begins with a <code>snapshot</code> of its state; then comes an <code>event</code> for each record that changes it, with its <code>sequence</code> and that of the message before. <code>"from":SEQUENCE</code> in <code>params</code> goes on where an earlier subscription stopped, without a snapshot. What events say: <a href="#events.list"><code>events.list</code></a> tells the same ones.</p>
        <table id="channels"><tr><th>channel</th><th>its state</th><th>then</th><th></th></tr>{{channels}}</table></section>
        <section id="problems"><h2><a href="#problems">Problems</a></h2><p>Answers of 400 and more are <code>application/problem+json</code>: <code>code</code> and <code>name</code> say what, <code>field</code> where, <code>advice</code> how to mend it: a <a href="#schema-Problem">Problem</a>. What cannot be read as HTTP at all, as a line or headers that are too long, has its status alone (400, 408, 414, 431).</p>{{problem}}
        <table><tr><th>code</th><th>name</th><th>status</th><th>what</th><th>advice</th></tr>{{problems}}</table></section>
        <section id="types"><h2>Types</h2>{{schemas}}</section></main>
        <script>
        const find = document.getElementById('find');
        const all = [...document.querySelectorAll('[data-text]')];
        find.addEventListener('input', () => { const word = find.value.trim().toLowerCase(); for (const each of all) each.hidden = word !== '' && !each.dataset.text.toLowerCase().includes(word); });
        </script></body></html>
        """;
}
