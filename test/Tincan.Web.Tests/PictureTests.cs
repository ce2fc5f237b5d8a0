using Microsoft.Playwright;
using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>Makes the picture in the README (<c>eng/screenshot</c>), and sees to it that it can be made.</summary>
public sealed class PictureTests(Browser browser)
{
    [Fact]
    public async Task A_picture_of_real_conversations_can_be_taken()
    {
        await using var server = await WatchedServer.StartAsync("serve", "reverse");
        using var talker = await server.ConnectAsync();
        await talker.ReceivesAsync("Welcome to CS 352!");
        await SendAsync(talker, "HELLO\n", "OLLEH\n");
        var page = await server.OpenAsync(browser);
        await talker.SendAsync("The quick brown ");
        await page.SaysAsync("The quick brown ");
        await talker.SendAsync("fox jumps over ");
        await page.SaysAsync("fox jumps over ");
        await SendAsync(talker, "the lazy dog\n", "god yzal eht revo spmuj xof nworb kciuq ehT\n");
        await SendAsync(talker, "one\ntwo\nthree\n", "eno\nowt\neerht\n");

        using var finisher = await server.ConnectAsync();
        await finisher.ReceivesAsync("Welcome to CS 352!");
        await SendAsync(finisher, "Good-bye\n", "eyb-dooG\n");
        finisher.Finish();
        await finisher.ReceiveToEndAsync();
        var breaker = await server.ConnectAsync();
        await breaker.ReceivesAsync("Welcome to CS 352!");
        breaker.Reset();
        using var thinker = await server.ConnectAsync();
        await thinker.ReceivesAsync("Welcome to CS 352!");
        await SendAsync(thinker, "Let me think\n", "kniht em teL\n");
        await page.Locator("#live").HasAsync("server waits for client");
        await SendAsync(talker, "größer, \t<b>bolder</b>\e[31m\n", "m13[\e>b/<redlob>b<\t ,reßörg\n");
        await talker.SendAsync("and no line end");

        await page.Locator("#live.both").WaitForAsync();
        await page.Connections().CountAsync(4);
        var picture = await page.ScreenshotAsync(new()
        {
            Path = Environment.GetEnvironmentVariable("TINCAN_PICTURE"),
            Animations = ScreenshotAnimations.Disabled,
        });
        Assert.InRange(picture.Length, 20_000, 2_000_000);
    }

    private static async Task SendAsync(RawSocket client, string line, string answer)
    {
        await client.SendAsync(Latin1(line));
        await client.ReceivesAsync(Latin1(answer));
    }

    /// <summary>UTF-8 as the bare socket takes it: a character a byte.</summary>
    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
