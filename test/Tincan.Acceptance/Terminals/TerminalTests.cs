using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Terminals;

/// <summary>What a person sees: the program runs on a pseudo-terminal.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task An_escape_of_the_peer_is_shown_on_a_terminal_and_not_obeyed()
    {
        await using var server = await TincanCli.ServeAsync("serve", "welcome", "--greeting", "\u001b]0;owned\a\u001b[2Jhi\r\u202E");
        await using var terminal = OnTerminal("send", "127.0.0.1", server.Port);
        await terminal.SendAsync("hello\n");
        Assert.Contains("\\x1B]0;owned\\x07\\x1B[2Jhi", (await terminal.ExitAsync()).Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Printed(terminal));
        Assert.DoesNotContain('\u202E', Printed(terminal));
        (await TincanCli.PipeAsync("hello\n", "send", "127.0.0.1", server.Port)).Wrote("\u001b]0;owned\a\u001b[2Jhi\r\u202E");
    }

    [Theory]
    [InlineData("talk")]
    [InlineData("reverse", "-", "--greeting", "")]
    [InlineData("resolve", "-")]
    public async Task An_escape_in_an_answer_is_shown(params string[] client)
    {
        using var listener = new RawListener();
        await using var terminal = OnTerminal([client[0], "127.0.0.1", listener.Port, .. client[1..]]);
        await terminal.SendAsync("question\n");
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("question\n");
        await server.SendAsync("question \u001b[31mred\u0007\n");
        await terminal.Out.UntilAsync("question \\x1B[31mred\\x07");
        Assert.DoesNotContain("\u001b[31m", terminal.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_escape_in_a_greeting_is_shown_too()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "\u001b[31m");
        var outcome = await TincanCli.PipeAsync("a\n", "reverse", "127.0.0.1", server.Port);
        Assert.Equal(("a\n", "\\x1B[31m\n"), (outcome.Text, outcome.Error));
    }

    [Fact]
    public async Task Talk_says_whose_turn_it_is()
    {
        using var listener = new RawListener();
        await using var terminal = OnTerminal("talk", "127.0.0.1", listener.Port);
        using var server = await listener.AcceptAsync();
        await terminal.Out.UntilAsync("you> ");
        await terminal.SendAsync("hello\n");
        await terminal.Out.UntilAsync("(their turn)");
        await server.ReceivesAsync("hello\n");
        await server.SendAsync("hi\n");
        await terminal.Out.UntilAsync(static text => text.Split("you> ").Length == 3);
    }

    [Fact]
    public async Task Ctrl_C_typed_at_a_talk_ends_it()
    {
        using var listener = new RawListener();
        await using var terminal = OnTerminal("talk", "127.0.0.1", listener.Port);
        await terminal.Out.UntilAsync("you> ");
        await terminal.SendAsync("\u0003");
        Assert.Equal(130, (await terminal.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_big_file_shows_a_bar_on_a_terminal_and_nothing_in_a_pipe()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("big.txt", string.Concat(Enumerable.Repeat("The quick brown fox\n", 60_000)));
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        string[] words = ["reverse", "127.0.0.1", server.Port, file, "-o", scratch["out.txt"], "--greeting", "", "--ahead", "100"];
        await using var terminal = OnTerminal(words);
        var shown = await terminal.ExitAsync();
        Assert.Equal(0, shown.Code);
        Assert.Contains("reversing", shown.Text, StringComparison.Ordinal);
        Assert.Contains('%', shown.Text);
        (await TincanCli.RunAsync(words)).Wrote("");
    }

    [Fact]
    public async Task NO_COLOR_is_respected()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("big.txt", string.Concat(Enumerable.Repeat("The quick brown fox\n", 60_000)));
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        await using var terminal = Running.Start(
            "env",
            ["NO_COLOR=1", "TERM=xterm-256color", "python3", "-u", "-B", Place.Peer("on_terminal.py"), Place.Program, "reverse", "127.0.0.1", server.Port, file, "-o", scratch["out.txt"], "--greeting", "", "--ahead", "100"]);
        var shown = await terminal.ExitAsync();
        Assert.Contains("reversing", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\u001b\\[[0-9;]*[34][0-9][0-9;]*m", shown.Text);
    }

    private static Running OnTerminal(params string[] words) => Python.Start("on_terminal.py", [Place.Program, .. words]);

    /// <summary>What was shown, without what .NET itself says to the terminal when it takes over the keyboard.</summary>
    private static string Printed(Running terminal) => terminal.Out.Text.Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal);
}
