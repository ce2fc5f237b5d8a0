using Tincan.Checks.Contexts;
using Tincan.Checks.Findings;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Suites;

namespace Tincan.Checks.Probing;

/// <summary>Finds out how a reverse server differs: its greeting, line ends and answers.</summary>
internal static class ReverseServerProbe
{
    public static async Task RunAsync(Prober prober)
    {
        var probe = new LineServerProbe(prober, "Hello", "World") { MayGreet = true };
        await probe.RunAsync();
        if (probe.Answer.Length == 0)
        {
            return;
        }

        GreetingProbe.Report(prober, probe.Greeting);
        var differs = ReverseParameters.Recognise(LineEnd.TextOf(probe.Answer), "Hello").ToList();
        if (differs.RemoveAll(static one => one.Parameter == ReverseParameters.Answer) > 0)
        {
            await CompareAnswersAsync(prober, probe);
        }

        if (!LineEnd.TextOf(probe.Answer).Contains("olleH", StringComparison.OrdinalIgnoreCase))
        {
            prober.Note($"it answers 'Hello' with {Prober.Quote(probe.Answer)}, and 'olleH' is not in it");
        }

        foreach (var (parameter, value) in differs)
        {
            prober.SetParameter(parameter, value, "it swaps case");
        }
    }

    /// <summary>The text around the reversed line must be the same for another line. Otherwise it depends on the line, and is not a difference of edition.</summary>
    private static async Task CompareAnswersAsync(Prober prober, LineServerProbe probe)
    {
        var (form, other) = (FormOf(probe.Answer, "Hello"), await probe.AskAgainAsync("World"));
        if (other.Length == 0 || FormOf(other, "World") == form)
        {
            prober.SetParameter(ReverseParameters.Answer, form!, $"it answers 'Hello' with {Prober.Quote(probe.Answer)}");
        }
        else
        {
            prober.Note($"it answers 'Hello' with {Prober.Quote(probe.Answer)}, and 'World' with {Prober.Quote(other)}: more than the line reversed");
        }
    }

    private static string? FormOf(ReadOnlySpan<byte> answer, string line) =>
        ReverseParameters.Recognise(LineEnd.TextOf(answer), line).Where(static one => one.Parameter == ReverseParameters.Answer).Select(static one => one.Value).FirstOrDefault();
}

/// <summary>Finds out the greeting of a welcome server.</summary>
internal static class WelcomeServerProbe
{
    public static async Task RunAsync(Prober prober)
    {
        byte[] greeting = [];
        await prober.TryAsync(async context =>
        {
            await using var peer = await context.ConnectAsync();
            greeting = await peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
        });

        // No greeting is a failure of a welcome server, not a difference of edition.
        if (greeting.Length > 0)
        {
            GreetingProbe.Report(prober, greeting);
        }
    }
}

/// <summary>Reports the greeting of a server.</summary>
internal static class GreetingProbe
{
    public static void Report(Prober prober, ReadOnlySpan<byte> greeting) => prober.SetParameter(
        ReverseParameters.Greeting,
        greeting.IsEmpty ? ReverseParameters.None : Encoding.UTF8.GetString(greeting),
        greeting.IsEmpty ? "it sends no greeting" : $"it greets with {Prober.Quote(greeting)}");
}

/// <summary>Finds out the line ends of a talk server, and whether it sends what is typed.</summary>
internal static class TalkServerProbe
{
    public static async Task RunAsync(Prober prober)
    {
        var probe = new LineServerProbe(prober, "Hello", "Anybody?")
        {
            Connect = static async context =>
            {
                await context.StartServerAsync(TalkLines.Input);
                return await context.ConnectAsync();
            },
        };
        await probe.RunAsync();
        if (TalkFindings.IsNotTyped(Encoding.UTF8.GetString(probe.Answer), TalkLines.Typed[0]))
        {
            prober.Note($"it answers 'Hello' with {Prober.Quote(probe.Answer)}, which nobody typed: it answers by itself, and does not send what is typed at its keyboard");
        }
    }
}

/// <summary>Finds out whether an echo server greets, sends its whole buffer, or reads lines.</summary>
internal static class EchoServerProbe
{
    private static readonly byte[] Asked = "Hello"u8.ToArray();

    public static async Task RunAsync(Prober prober)
    {
        byte[] greeting = [], echo = [], late = [];
        await prober.TryAsync(async context =>
        {
            await using var peer = await context.ConnectAsync();
            greeting = await peer.ReceiveAllAsync(LineServerProbe.GreetingTimeout);
            await peer.SendAsync(Asked);
            echo = await peer.ReceiveAllAsync(Prober.RawTimeout);
            if (echo.Length == 0)
            {
                await peer.SendAsync("\r\n"u8.ToArray());
                late = await peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
            }
        });
        prober.DetectGreeting(greeting);
        prober.DetectBuffer(echo);
        if (echo.Length == 0 && late.Length == 0)
        {
            prober.SetSilent();
        }

        if (late.AsSpan().StartsWith(Asked))
        {
            prober.Note("it waits for a line end: 'Hello' came back only when one followed");
        }
    }
}

/// <summary>Finds out how a table server differs: its greeting, line ends and answers.</summary>
internal static class NamesServerProbe
{
    private const string Name = "rutgers.edu";
    private const string Record = "rutgers.edu 172.34.4.6 A";

    public static async Task RunAsync(Prober prober)
    {
        var probe = new LineServerProbe(prober, Name, "amazon.com") { MayGreet = true, HasOwnLineEndsAsync = () => HasOwnLineEndsAsync(prober) };
        await probe.RunAsync();
        prober.DetectGreeting(probe.Greeting);
        prober.DetectPadding(probe.Answer);
        var answer = LineEnd.TextOf(probe.Answer);
        if (NamesParameters.Recognise(Framing.Padding.Size(probe.Answer) > 0 ? answer.TrimEnd(' ') : answer, Record) is var (parameter, value))
        {
            prober.SetParameter(parameter, value, $"it answers 'rutgers.edu' with {Prober.Quote(probe.Answer)}");
        }
    }

    /// <summary>A table whose only line has no newline shows whether the server adds line ends itself.</summary>
    private static async Task<bool> HasOwnLineEndsAsync(Prober prober)
    {
        byte[] answer = [];
        await prober.TryAsync(async context =>
        {
            context.Write(NamesServerSuite.TableFile, Encoding.ASCII.GetBytes(Record));
            await using var peer = await context.ConnectAsync();
            await peer.ReceiveAllAsync(LineServerProbe.GreetingTimeout);
            await peer.SendAsync(Encoding.ASCII.GetBytes(Name));
            answer = await peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
        });
        if (answer.Length == 0 || LineEnd.LengthAtEnd(answer) > 0)
        {
            return true;
        }

        prober.Note("the line ends of its answers are the newlines of the table's lines: to a last line without one it answers without");
        return false;
    }
}

/// <summary>Finds out the answers of an address book server to an unknown address and to an unknown message type.</summary>
internal static class BookServerProbe
{
    public static async Task RunAsync(Prober prober)
    {
        string? missing = null, refused = null, known = null;
        await prober.TryAsync(async context =>
        {
            missing = await AskAsync(context, 'Q', "vader@empire.gov");
            refused = await AskAsync(context, 'X', "vader@empire.gov");
            known = await AskAsync(context, 'Q', BookServerPlay.Known(context).Address);
        });
        if (missing is not null)
        {
            prober.SetParameter(BookParameters.NotFound, missing, $"it answers an address that is not in the book with '{Escape.ForTerminal(Encoding.UTF8.GetBytes(missing))}'");
        }

        if (refused is not null && refused != missing)
        {
            prober.SetParameter(BookParameters.NotUnderstood, refused, $"it answers a message of another type with '{Escape.ForTerminal(Encoding.UTF8.GetBytes(refused))}'");
        }

        if (known is not null && known == missing)
        {
            prober.Note($"it does not know {prober.Options.ValueOf(BookParameters.Entry).Split(',')[0]}, which {BookServerSuite.BookFile} in its folder has; "
                + "if it has a book of its own: --set entry=ADDRESS,NAME and --set other-entry=ADDRESS,NAME");
        }
    }

    /// <summary>The text of the response; null if there is none.</summary>
    private static async Task<string?> AskAsync(CaseContext context, char type, string address)
    {
        await using var peer = await context.ConnectAsync();
        await peer.SendAsync(BookServerPlay.Message(type, address));
        var came = await peer.ReceiveAllAsync(context.Options.AnswerTimeout);
        return came is [(byte)'R', var length, ..] && came.Length == length + 2 ? Encoding.UTF8.GetString(came.AsSpan(2)) : null;
    }
}
