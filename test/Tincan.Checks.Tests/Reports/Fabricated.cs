using Tincan.Checks.Cases;
using Tincan.Checks.Reports;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Pages;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks.Tests;

/// <summary>Made-up results of checks, so that reports are the same byte for byte.</summary>
internal static class Fabricated
{
    private static readonly Case Must = New("must", Level.Must);

    public static IReadOnlyList<FailureKind> Kinds { get; } = Enum.GetValues<FailureKind>();

    /// <summary>A case with one failure.</summary>
    public static CaseOutcome Failing(FailureKind kind, int number = 1) => new(New(ReportText.Of(kind), Level.Must))
    {
        Number = number,
        IsRequired = true,
        Verdict = Verdict.Of([new CaseResult(Must, null, null, TimeSpan.FromMilliseconds(5)), Run(kind)]),
    };

    /// <summary>A check with every kind of result.</summary>
    public static CheckRecord Everything(string written = "", string? broken = null)
    {
        var number = 1;
        var cases = new List<CaseOutcome>
        {
            new(Must) { Number = number++, IsRequired = true, Verdict = Verdict.Of([new CaseResult(Must, null, null, TimeSpan.FromMilliseconds(1234))]) },
            new(New("known", Level.Must)) { Number = number++, IsRequired = true, IsKnownFailing = true, Verdict = Verdict.Of([new CaseResult(Must, null, null, TimeSpan.Zero)]) },
            Failing(FailureKind.Late, number++) with { Case = New("known-late", Level.Must), IsKnownFailing = true },
            Failing(FailureKind.NotClosed, number++) with { Case = New("may-stay", Level.Should), IsRequired = false },
            new(New("not-run", Level.Must)) { Number = number++, IsRequired = true, Verdict = new Verdict.NotRun("the limit was over") },
            new(New("broken", Level.Must)) { Number = number++, IsRequired = true, Verdict = new Verdict.Broken("InvalidOperationException: <oops> & \u0001") },
        };
        cases.AddRange(Kinds.Select(kind => Failing(kind, number++)));
        return Record([.. cases.Select(one => one.Verdict.Runs.Count == 0 ? one : one with { Verdict = Verdict.Of([.. one.Verdict.Runs.Select(run => run with { Output = written })]) })]) with { WhyIncomplete = broken };
    }

    /// <summary>One visible case and three hidden ones, one of which fails.</summary>
    public static CheckRecord WithHidden()
    {
        var secret = New("secret", Level.Must) with { Requirement = "Nobody may read this.", Visibility = Visibility.Hidden };
        return Record(
            new CaseOutcome(Must) { Number = 1, IsRequired = true, Verdict = Verdict.Of([new CaseResult(Must, null, null, TimeSpan.FromMilliseconds(5))]) },
            Failing(FailureKind.WrongBytes, 2) with { Case = secret },
            new CaseOutcome(secret with { Id = "made.up.secret-due", Visibility = Visibility.AfterDueDate }) { Number = 3, IsRequired = true, Verdict = Verdict.Of([new CaseResult(Must, null, null, TimeSpan.Zero)]) },
            new CaseOutcome(secret with { Id = "made.up.secret-later", Visibility = Visibility.AfterPublished }) { Number = 4, IsRequired = false, Verdict = new Verdict.Skipped("is about another secret") });
    }

    public static CheckRecord Record(params CaseOutcome[] cases) => new()
    {
        Suite = new Suite("made.up", Side.Server, "A server that is none.", MessageCodec.Lines, [.. cases.Select(static one => one.Case)]),
        Target = "python3 server.py {port}",
        Options = new CheckOptions(),
        RerunCommand = static (_, id) => $"tincan check made.up --only {id} --seed 1 -- python3 server.py {{port}}",
        Began = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(7.5),
        Cases = cases,
    };

    /// <summary>The report of a check.</summary>
    public static string Render(CheckRecord record, Func<TextWriter, ICheckReport> make)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var report = make(text);
        report.Begin(record with { Cases = [] }, record.Cases.Count);
        foreach (var outcome in record.Cases)
        {
            report.Add(outcome);
        }

        report.End(record);
        return text.ToString();
    }

    private static Case New(string name, Level level) => new(
        $"made.up.{name}", level, "The server answers a line with its characters in reverse order.", "A client waits for the answer.", "Reverse the line.", static _ => Task.CompletedTask)
    { Points = 2 };

    private static CaseResult Run(FailureKind kind)
    {
        var failure = Failure(kind);
        var isPerturbed = kind is FailureKind.WrongBytes;
        return new CaseResult(Must, isPerturbed ? Perturbation.All[1].Fault : null, failure, TimeSpan.FromMilliseconds(250))
        {
            Diagnosis = isPerturbed ? Perturbation.All[1].Diagnosis : null,
            Events = kind is FailureKind.NeverConnected or FailureKind.WrongExitCode ? [] : [.. Events(kind, failure.Got)],
            Output = kind switch
            {
                FailureKind.Died => "Traceback (most recent call last):\n\u001b[31mTypeError\0\n",
                FailureKind.WrongExitCode => "cannot connect\n",
                _ => "",
            },
        };
    }

    /// <summary>Adds cases as they fail.</summary>
    private static CheckFailedException Failure(FailureKind kind) => kind switch
    {
        FailureKind.NeverConnected => new(kind, "the program did not listen on port 11111 within 10 s"),
        FailureKind.NoAnswer => Bytes(kind, "nothing came within 2 s", "OLLEH\n", ""),
        FailureKind.Late => Bytes(kind, "only a part came within 2 s", "OLLEH\n", "OLL"),
        FailureKind.WrongBytes => Bytes(kind, "something else came", "für 10\n", "für\t\u001b[1m10 \u00ff\n"),
        FailureKind.ExtraBytes => new(kind, "the program wrote something besides the lines")
        {
            Expected = Latin1("OLLEH\n"),
            Got = Latin1("OLLEH\n2 lines, done\n"),
            Where = "in the file 'out-proj.txt'",
        },
        FailureKind.TerminatorMissing => Bytes(kind, "the text came without its line end", "OLLEH\n", "OLLEH"),
        FailureKind.ClosedEarly => Bytes(kind, "the program closed the connection before it sent this", "OLLEH\n", "OLL"),
        FailureKind.NotClosed => new(kind, "the program did not close within 2 s") { IsCloseFailure = true },
        FailureKind.Reset => Bytes(kind, "the program broke the connection off: connection reset by peer", "OLLEH\n", ""),
        FailureKind.Died => new(kind, "the program ended (exit code 1): the program broke the connection off: connection reset by peer"),
        FailureKind.WrongExitCode => new(kind, "the connection was refused, but the program ended with exit code 0, which means success") { IsCloseFailure = true },
        FailureKind.BlockedByAnother => Bytes(kind, "a second client was not served while the first was connected", "OLLEH\n", ""),
        FailureKind.Hoarded => new(kind, "the program took 32 MiB while the client read nothing"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "how does a case fail so?"),
    };

    private static CheckFailedException Bytes(FailureKind kind, string message, string expected, string got) =>
        new(kind, message) { Expected = Latin1(expected), Got = Latin1(got) };

    /// <summary>One byte per character, except for one character with two.</summary>
    private static ReadOnlyMemory<byte> Latin1(string text) => Encoding.Latin1.GetBytes(text.Replace("ü", "Ã¼", StringComparison.Ordinal));

    private static IEnumerable<WireEvent> Events(FailureKind kind, ReadOnlyMemory<byte>? got)
    {
        var events = new List<WireEvent> { new() { Kind = WireEventKind.Connect, Text = "127.0.0.1:1 to 127.0.0.1:2", Connection = 1 } };
        if (kind == FailureKind.BlockedByAnother)
        {
            events.Add(new() { Kind = WireEventKind.Connect, Text = "127.0.0.1:3 to 127.0.0.1:2", Connection = 2 });
        }

        var asked = events[^1].Connection;
        events.Add(new() { Kind = WireEventKind.Send, Direction = Direction.ToServer, Bytes = "HELLO\n"u8.ToArray(), Message = 0, Ends = [6], Connection = asked });
        if (got is { Length: > 0 } some)
        {
            events.Add(new() { Kind = WireEventKind.Receive, Direction = Direction.ToClient, Bytes = some, Connection = asked });
        }

        events.Add(kind switch
        {
            FailureKind.ClosedEarly => new() { Kind = WireEventKind.Fin, Direction = Direction.ToClient, Offset = got!.Value.Length },
            FailureKind.Reset or FailureKind.Died => new() { Kind = WireEventKind.Rst, Direction = Direction.ToClient },
            _ => new() { Kind = WireEventKind.Fin, Direction = Direction.ToServer, Offset = 6 },
        });
        events[^1] = events[^1] with { Connection = asked };
        return events.Select(static (one, index) => one with { Number = index + 1, At = TimeSpan.FromMilliseconds(index) });
    }
}
