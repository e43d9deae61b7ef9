using System.Net;
using System.Text;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Tests.Problems;

/// <summary>Whatever is wrong with a request, the answer says what, where, and how to mend it.</summary>
public sealed class ProblemTests
{
    [Theory, Trait("Criterion", "SECU-051")]
    [InlineData("""{"account":"a","price":"1""", "malformed_json", null)]
    [InlineData("""{"account":"a","price":"1",}""", "malformed_json", null)]
    [InlineData("""{"account":"a","price":"1"} x""", "malformed_json", null)]
    [InlineData("", "malformed_json", null)]
    [InlineData("""{"account":"a","prise":"1"}""", "unknown_member", "prise")]
    [InlineData("""{"account":"a","price":"1","legs":[{"acount":"b"}]}""", "unknown_member", "legs[0].acount")]
    [InlineData("""{"account":"a"}""", "missing_member", "price")]
    [InlineData("""{"account":"a","price":1.5}""", "bad_value", "price")]
    [InlineData("""{"account":"a","price":"1e5"}""", "bad_value", "price")]
    [InlineData("""{"account":7,"price":"1"}""", "bad_value", "account")]
    [InlineData("""{"account":null,"price":"1"}""", "bad_value", "account")]
    [InlineData("""{"account":"a","price":"1","side":"bye"}""", "bad_value", "side")]
    [InlineData("""{"account":"a","price":"1","side":1}""", "bad_value", "side")]
    [InlineData("""{"account":"a","price":"1","reduce_only":"yes"}""", "bad_value", "reduce_only")]
    [InlineData("""{"account":"a","account":"b","price":"1"}""", "duplicate_member", null)]
    [InlineData("[]", "bad_value", "$")]
    [InlineData("null", "bad_value", "$")]
    public async Task JSON_that_cannot_be_taken_is_answered_by_kind_and_path(string body, string name, string? field)
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var path in new[] { "/read", "/bound" })
        {
            using var answer = await server.PostAsync(path, body);

            var problem = await RunningServer.ProblemOf(answer);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            if (path == "/read")
            {
                Assert.Equal(name, problem.GetProperty("name").GetString());
                Assert.True(field is null || problem.GetProperty("field").GetString() == field, problem.ToString());
            }

            Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Plimsoll.", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Criterion", "SECU-051")]
    public async Task An_unknown_member_comes_with_what_was_probably_meant_and_its_place()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await server.PostAsync("/bound", "{\"account\":\"a\",\n  \"prise\":\"1\"}");

        var problem = await RunningServer.ProblemOf(answer);
        Assert.Equal("Did you mean price?", problem.GetProperty("advice").GetString());
        Assert.Equal(1001, problem.GetProperty("code").GetInt32());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
    }

    [Fact, Trait("Criterion", "SECU-042")]
    public async Task JSON_nested_too_deeply_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var body =
            string.Concat(Enumerable.Repeat("""{"account":"a","price":"1","legs":[""", 9)) + string.Concat(Enumerable.Repeat("]}", 9));

        using var read = await server.PostAsync("/read", body);
        using var bound = await server.PostAsync("/bound", body);

        Assert.Equal("too_deep", await RunningServer.NameOf(read));
        Assert.Equal("too_deep", await RunningServer.NameOf(bound));
    }

    [Theory, Trait("Criterion", "SECU-042")]
    [InlineData("/read", true)]
    [InlineData("/read", false)]
    [InlineData("/bound", true)]
    [InlineData("/bound", false)]
    public async Task A_body_too_large_is_refused_whether_its_length_is_told_or_not(string path, bool isLengthTold)
    {
        await using var server = await RunningServer.StartAsync(new() { Limits = new() { RequestSize = 1_024 } });
        var bytes = Encoding.UTF8.GetBytes(new string(' ', 5_000) + """{"account":"a","price":"1"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = isLengthTold ? new ByteArrayContent(bytes) : new StreamContent(new MemoryStream(bytes));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !isLengthTold;

        using var answer = await server.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("too_large", await RunningServer.NameOf(answer));
    }

    [Fact, Trait("Criterion", "SECU-052")]
    public async Task Routes_methods_types_and_parameters_have_problems_of_their_own()
    {
        await using var server = await RunningServer.StartAsync();

        using var route = await server.GetAsync("/marktes");
        using var method = await server.SendAsync(new(HttpMethod.Delete, "/markets"));
        using var type = await server.PostAsync("/read", "<order/>", type: "application/xml");
        using var boundType = await server.PostAsync("/bound", "<order/>", type: "application/xml");
        using var parameter = await server.GetAsync("/count?n=many");

        Assert.Equal("unknown_route", await RunningServer.NameOf(route));
        Assert.Equal("wrong_method", await RunningServer.NameOf(method));
        Assert.Equal("GET", method.Content.Headers.Allow.Single());
        Assert.Equal("wrong_content_type", await RunningServer.NameOf(type));
        Assert.Equal("wrong_content_type", await RunningServer.NameOf(boundType));
        Assert.Equal("bad_parameter", await RunningServer.NameOf(parameter));
    }

    [Fact, Trait("Criterion", "SECU-053")]
    public async Task A_fault_of_the_server_tells_its_trace_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await server.GetAsync("/boom");

        var problem = await RunningServer.ProblemOf(answer);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.ToString(), StringComparison.Ordinal);
        var trace = problem.GetProperty("traceId").GetString()!;
        Assert.Contains(
            server.Log.Lines,
            line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(trace, StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Criterion", "SECU-054")]
    public void Every_code_has_its_row_a_name_and_advice()
    {
        Assert.Equal(Enum.GetValues<ProblemCode>().Order(), ProblemKinds.Table.Select(kind => kind.Code).Order());
        Assert.Equal(ProblemKinds.Table.Count, ProblemKinds.Table.DistinctBy(kind => kind.Name).Count());
        Assert.All(ProblemKinds.Table, kind => Assert.Matches("^[a-z]+(_[a-z]+)*$", kind.Name));
        Assert.All(ProblemKinds.Table, kind => Assert.InRange(kind.Status, 400, 599));
        Assert.All(ProblemKinds.Table, kind => Assert.EndsWith(".", kind.Advice, StringComparison.Ordinal));
        Assert.All(ProblemKinds.Table, kind => Assert.True((int)kind.Code >= 1_000)); // below are the engine's refusals
    }
}
