using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

public sealed class DoorTests(Browser browser)
{
    private static readonly string[] Paths =
        ["", "events?from=1", "app.js", "style.css", "index.html", "nothing", "?token=", "?token=0123456789abcdef0123456789abcdef", "events?token=x"];

    [Fact]
    public async Task Without_the_token_nothing_is_shown()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var client = await server.ConnectAsync();
        await client.SendAsync("a secret\n");
        await client.ReceivesAsync("a secret\n");
        using var http = new HttpClient { Timeout = Bounded.Limit };

        foreach (var path in Paths)
        {
            using var answer = await http.GetAsync(new Uri(server.Door, path));

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Open the whole address that tincan printed, with its token.\n", await answer.Content.ReadAsStringAsync());
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("/../../../../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..\\..\\app.js")]
    [InlineData("//etc/passwd")]
    [InlineData("/page/app.js")]
    [InlineData("/nothing/../../tincan.html")]
    [InlineData("/app.js/../../../etc/passwd.js")]
    [InlineData("/%00app.js")]
    public async Task No_path_leads_out_of_the_page(string path)
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var client = await RawSocket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Page.Port));

        // By hand, because a client of HTTP would tidy the path first.
        await client.SendAsync($"GET {path}{server.Page.Query} HTTP/1.1\r\nHost: 127.0.0.1:{server.Page.Port}\r\nConnection: close\r\n\r\n");

        var answer = await client.ReceiveToEndAsync();
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_leaves_the_address_bar_and_the_page_survives_a_reload()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        Assert.Equal(server.Door.AbsoluteUri, page.Url);
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));

        await page.ReloadAsync();

        await page.Locator("#stream.live").WaitForAsync();
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.1.2.3")]
    public async Task A_foreign_host_is_refused_even_with_the_token(string host)
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var http = new HttpClient { Timeout = Bounded.Limit };
        using var question = new HttpRequestMessage(HttpMethod.Get, server.Page);
        question.Headers.Host = host;

        using var answer = await http.SendAsync(question);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.DoesNotContain("<", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_page_of_the_same_machine_cannot_use_the_cookie()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var handler = new HttpClientHandler { UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = Bounded.Limit };
        using var door = await http.GetAsync(server.Page);
        var cookie = Assert.Single(door.Headers.GetValues("Set-Cookie"));
        Assert.EndsWith("; path=/; samesite=strict; httponly", cookie, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await AskAsync("same-origin"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("same-site"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("cross-site"));

        async Task<HttpStatusCode> AskAsync(string site)
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Door, "app.js"));
            question.Headers.Add("Cookie", cookie.Split(';')[0]);
            question.Headers.Add("Sec-Fetch-Site", site);
            using var answer = await http.SendAsync(question);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Every_answer_forbids_what_the_page_does_not_need()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var http = new HttpClient { Timeout = Bounded.Limit };

        using var answer = await http.GetAsync(server.Page);

        Assert.StartsWith("default-src 'none'; script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(" on", html.Replace(" one", "", StringComparison.Ordinal).Replace(" only", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_half_requests_without_the_token_do_not_keep_the_owner_out()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = new IPEndPoint(IPAddress.Loopback, server.Page.Port);
        var strangers = new List<RawSocket>();
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                var stranger = await RawSocket.ConnectAsync(page);
                strangers.Add(stranger);
                await Record.ExceptionAsync(() => stranger.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "));
            }

            var window = await server.OpenAsync(browser);
            await window.ReloadAsync();
            await window.Locator("#stream.live").WaitForAsync();
            await strangers[0].IsResetAsync();
        }
        finally
        {
            strangers.ForEach(static stranger => stranger.Dispose());
        }
    }

    [Fact]
    public async Task A_stranger_that_says_nothing_is_reset_in_time()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var stranger = await RawSocket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Page.Port));

        await stranger.IsResetAsync();
    }

    [Fact]
    public async Task Whoever_has_no_token_does_not_keep_a_connection()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var stranger = await RawSocket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Page.Port));
        await stranger.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", await stranger.ReceiveToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");

        var outcome = await TincanCli.RunAsync("serve", "echo", "--listen", "127.0.0.1:0", "--web", $"{server.Page.Port}");

        outcome.FailedWith(3, $"cannot show the live page on 127.0.0.1:{server.Page.Port}: the address is already in use");
    }

    [Theory]
    [InlineData("eighty")]
    [InlineData("65536")]
    [InlineData("-1")]
    public async Task A_wrong_port_is_named(string word)
    {
        var outcome = await TincanCli.RunAsync("serve", "echo", "--listen", "127.0.0.1:0", $"--web={word}");

        outcome.FailedWith(2, $"--web: '{word}' is not a port: write --web 0 for a free one, or put --web last; see 'tincan serve echo --help'");
    }
}
