using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

[Collection("clipboard")] // A browser has one, so tests that copy take turns.
public sealed class UseTests(Browser browser)
{
    [Fact]
    public async Task The_filter_chooses_connections_and_rows()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var first = await server.ConnectAsync();
        await first.SendAsync("apples\n");
        await first.ReceivesAsync("apples\n");
        using var second = await server.ConnectAsync();
        await second.SendAsync("pears\n");
        await second.ReceivesAsync("pears\n");
        var page = await server.OpenAsync(browser);
        await page.Connections().CountAsync(2);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("PEARS to:server");
        await page.Connections().CountAsync(1);
        await page.Locator(".connection .number").IsAsync("2");
        await page.Connections().ClickAsync();
        await page.Said().CountAsync(1);
        await page.SaysAsync("pears\\n");

        await page.Locator("#filter").FillAsync("to:nobody");
        await page.Locator("#problem").IsAsync("'to:nobody': write to:server or to:client");

        await page.Locator("#filter").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Connections().CountAsync(2);
    }

    [Fact]
    public async Task Frozen_it_stands_still_and_continues_without_a_gap()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();
        await client.SendAsync("before\n");
        await page.Said().CountAsync(2);

        await page.Keyboard.PressAsync("f");
        await page.Locator("#stream").IsAsync("frozen");
        await client.SendAsync("during\n");
        await page.Locator("#waiting").IsAsync("2 waiting");
        await page.Said().CountAsync(2);

        await page.Keyboard.PressAsync("f");
        await page.SaysAsync("during\\n");
        await page.Said().CountAsync(4);
        await page.Locator("#lost").IsAsync("");
    }

    [Fact]
    public async Task Frozen_for_long_it_says_what_was_lost()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();
        await client.SendAsync("before\n");
        await client.ReceivesAsync("before\n");
        await page.Said().CountAsync(2);
        await page.Keyboard.PressAsync("f");

        // Each way: more than the ring's 64 MiB.
        var word = new string('x', 1024 * 1024 - 1) + "\n";
        for (var i = 0; i < 80; i++)
        {
            var saying = client.SendAsync(word);
            await client.ReceivesAsync(word);
            await saying;
        }

        await page.Keyboard.PressAsync("f");
        await page.Locator("#lost").HasAsync("lost");
        await page.Locator("#stream").IsAsync("live");
    }

    [Theory]
    [InlineData("mermaid", "sequenceDiagram\n", "    C1->>S1: hello#92;n\n")]
    [InlineData("text", "", " c:1 client > server: hello\\n\n")]
    [InlineData("json", "{\"tincan-recording\":4,", "\"data\":\"hello\\n\"")]
    public async Task What_is_shown_can_be_copied(string form, string start, string part)
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();
        await client.SendAsync("hello\n");
        await page.Said().CountAsync(2);

        await page.Locator($"#copy-{form}").ClickAsync();

        await page.Locator("#said").HasAsync("copied 3 rows");
        var copied = await page.ClipboardAsync();
        Assert.StartsWith(start, copied, StringComparison.Ordinal);
        Assert.Contains(part, copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_alone_suffice()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var first = await server.ConnectAsync();
        using var second = await server.ConnectAsync();
        await second.SendAsync("hello\n");
        var page = await server.OpenAsync(browser);
        await page.Connections().CountAsync(2);

        await page.Keyboard.PressAsync("j");
        await page.Locator("#title").IsAsync("Connection 2");
        await page.SaysAsync("hello\\n");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#detail-hex").HasAsync("68 65 6c 6c 6f 0a");

        await page.Keyboard.PressAsync("x");
        await page.Locator(".row .hex").First.HasAsync("68 65 6c 6c 6f 0a");
        await page.Keyboard.PressAsync("Escape");
        Assert.True(await page.Locator("#detail").IsHiddenAsync());
        await page.Keyboard.PressAsync("?");
        await page.Locator("#keys").WaitForAsync();
    }

    [Fact]
    public async Task On_a_narrow_screen_a_conversation_is_one_step_away()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var client = await server.ConnectAsync();
        await client.SendAsync("hello\n");
        var page = await server.OpenAsync(browser);
        await page.SetViewportSizeAsync(360, 640);

        await page.Connections().ClickAsync();
        await page.SaysAsync("hello\\n");
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.Locator("#back").ClickAsync();
        await page.Connections().WaitForAsync();
    }
}
