using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>Who may change faults, and how: asked without a browser.</summary>
public sealed class FaultDoorTests(Browser browser)
{
    private static readonly HttpMethod[] Changes = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete];

    [Fact]
    public async Task Faults_can_be_listed_added_changed_and_removed()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        using var client = await proxy.ConnectAsync();

        Assert.Equal((HttpStatusCode.OK, """{"number":1}"""), await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=all", "delay:by=250ms"));
        Assert.Equal((HttpStatusCode.OK, """{"number":2}"""), await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=next", "split:every=3"));
        Assert.Equal((HttpStatusCode.OK, """{"number":3}"""), await AskAsync(proxy.Server, HttpMethod.Put, "faults/1?reach=all", "delay:by=1ms"));
        using var list = JsonDocument.Parse((await AskAsync(proxy.Server, HttpMethod.Get, "faults")).Text);
        Assert.Equal("""[{"number":3,"text":"delay:by=1ms"},{"number":2,"text":"split:every=3"}]""", list.RootElement.GetProperty("faults").GetRawText());
        Assert.Equal(1, list.RootElement.GetProperty("open").GetInt32());
        Assert.True(list.RootElement.GetProperty("mayChange").GetBoolean());
        Assert.Contains(list.RootElement.GetProperty("kinds").EnumerateArray(), static kind => kind.GetProperty("fault").GetString() == "delay");

        Assert.Equal((HttpStatusCode.NoContent, ""), await AskAsync(proxy.Server, HttpMethod.Delete, "faults/3?reach=all"));
        Assert.Equal((HttpStatusCode.NotFound, """{"error":"Fault 3 is in force no more."}"""), await AskAsync(proxy.Server, HttpMethod.Delete, "faults/3?reach=all"));
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(proxy.Server, HttpMethod.Put, "faults/3?reach=all", "delay:by=1ms")).Status);
        Assert.Equal((HttpStatusCode.NoContent, ""), await AskAsync(proxy.Server, HttpMethod.Delete, "faults"));
        Assert.Contains("\"faults\":[]", (await AskAsync(proxy.Server, HttpMethod.Get, "faults")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_a_sentence_and_a_column()
    {
        await using var proxy = await FaultyProxy.StartAsync();

        var (status, text) = await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=all", "delay:by=soon");
        using var answer = JsonDocument.Parse(text);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("delay:by=soon", answer.RootElement.GetProperty("line").GetString());
        Assert.Equal(10, answer.RootElement.GetProperty("column").GetInt32());
        Assert.Contains("soon", answer.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(proxy.Server, HttpMethod.Post, "faults", "delay")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=some", "delay")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=all", new string('x', 100_000))).Status);
        Assert.DoesNotContain("failed", proxy.Server.Running.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2147483648", "413")]
    [InlineData("9223372036854775807", "413")]
    [InlineData("9223372036854775808", "400")]
    [InlineData("-1", "400")]
    public async Task A_length_that_is_only_claimed_is_refused_before_anything_comes(string length, string status)
    {
        await using var proxy = await FaultyProxy.StartAsync();
        var page = proxy.Server.Page;
        using var client = await RawSocket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, page.Port));

        await client.SendAsync($"POST /faults{page.Query}&reach=all HTTP/1.1\r\nHost: 127.0.0.1:{page.Port}\r\nContent-Length: {length}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"faults\":[]", (await AskAsync(proxy.Server, HttpMethod.Get, "faults")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_and_by_a_question_nothing_is_changed()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=all", "delay:by=1ms");
        using var http = new HttpClient { Timeout = Bounded.Limit };

        foreach (var method in Changes)
        {
            foreach (var path in (string[])["faults?reach=all", "faults/1?reach=all", "faults?reach=all&token=0123456789abcdef0123456789abcdef"])
            {
                using var question = new HttpRequestMessage(method, new Uri(proxy.Server.Door, path)) { Content = new StringContent("delay") };
                using var answer = await http.SendAsync(question);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            }
        }

        await AskAsync(proxy.Server, HttpMethod.Get, "faults?reach=all", "delay");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await AskAsync(proxy.Server, HttpMethod.Get, "faults/1?reach=all")).Status);
        await OnlyTheFirstAsync(proxy);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task Another_site_is_refused_even_with_the_token(string header, string value)
    {
        await using var proxy = await FaultyProxy.StartAsync();
        await AskAsync(proxy.Server, HttpMethod.Post, "faults?reach=all", "delay:by=1ms");

        foreach (var method in Changes)
        {
            var (status, text) = await AskAsync(proxy.Server, method, "faults/1?reach=all", "delay", (header, value));
            Assert.Equal((HttpStatusCode.Forbidden, "Only this page itself may change anything.\n"), (status, text));
            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(proxy.Server, method, "faults?reach=all", "delay", (header, value))).Status);
        }

        await OnlyTheFirstAsync(proxy);
    }

    [Fact]
    public async Task A_foreign_page_cannot_change_anything_in_the_same_browser()
    {
        await using var proxy = await FaultyProxy.StartAsync();
        var page = await proxy.Server.OpenAsync(browser);
        var foreign = await page.Context.NewPageAsync();
        await foreign.RouteAsync("http://127.0.0.1:9/", static route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<p>another server" }));
        await foreign.GotoAsync("http://127.0.0.1:9/");

        var asked = foreign.WaitForRequestAsync("**/faults?*");
        await foreign.EvaluateAsync(
            "target => fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include', body: 'delay' }).catch(() => {})",
            new Uri(proxy.Server.Page, $"faults{proxy.Server.Page.Query}&reach=all").AbsoluteUri);

        Assert.Equal("POST", (await asked).Method);

        Assert.Contains("\"faults\":[]", (await AskAsync(proxy.Server, HttpMethod.Get, "faults")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_may_only_show_has_no_editor()
    {
        await using var proxy = await FaultyProxy.StartAsync("--read-only", "--fault", "delay:by=1ms");
        var page = await proxy.OpenAsync(browser);

        await page.Locator(".fault-row").IsAsync("1delay:by=1ms");
        Assert.True(await page.Locator("#faults-editor").IsHiddenAsync());
        await page.Locator("#faults").GetByRole(Microsoft.Playwright.AriaRole.Button).CountAsync(0);
        foreach (var method in Changes)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(proxy.Server, method, "faults?reach=all", "delay")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(proxy.Server, method, "faults/1?reach=all", "delay")).Status);
        }

        await OnlyTheFirstAsync(proxy);
    }

    [Fact]
    public async Task Where_there_is_no_plan_there_is_nothing()
    {
        await using var proxy = await FaultyProxy.StartAsync("--read-only");
        await using var server = await WatchedServer.StartAsync("serve", "echo");

        foreach (var watched in (WatchedServer[])[proxy.Server, server])
        {
            var page = await watched.OpenAsync(browser);
            Assert.True(await page.Locator("#faults").IsHiddenAsync());
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(watched, HttpMethod.Get, "faults")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(watched, HttpMethod.Post, "faults?reach=all", "delay")).Status);
        }
    }

    [Fact]
    public async Task A_page_to_keep_from_changing_must_be_there()
    {
        var outcome = await TincanCli.RunAsync("proxy", "127.0.0.1:0", "127.0.0.1:9", "--read-only");

        outcome.FailedWith(2, "--read-only needs --web: add it");
    }

    private static async Task OnlyTheFirstAsync(FaultyProxy proxy) => Assert.Contains(
        "\"faults\":[{\"number\":1,\"text\":\"delay:by=1ms\"}]", (await AskAsync(proxy.Server, HttpMethod.Get, "faults")).Text, StringComparison.Ordinal);

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(
        WatchedServer server, HttpMethod method, string path, string? body = null, (string Name, string Value)? header = null)
    {
        using var http = new HttpClient { Timeout = Bounded.Limit };
        var token = server.Page.Query.TrimStart('?');
        using var question = new HttpRequestMessage(method, new Uri(server.Door, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{token}"));
        question.Content = body is null ? null : new StringContent(body);
        if (header is { } more)
        {
            question.Headers.Add(more.Name, more.Value);
        }

        using var answer = await http.SendAsync(question);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
