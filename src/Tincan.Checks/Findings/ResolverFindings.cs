namespace Tincan.Checks.Findings;

/// <summary>Recognises why a resolver answered too late or gave up too early, from the times at which its table servers were asked and answered.</summary>
internal static class ResolverFindings
{
    /// <summary>Longer than anything takes on a busy machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private const string Select = "Send the name to both table servers, and then wait for both at the same time: select.select([ts1, ts2], [], [], 5), and pass on what is readable first.";

    public static Finding? Find(Evidence seen)
    {
        return seen.Assignment.TableCount == 0 || seen.Asked is not { } asked ? null : seen.Failure.Kind switch
        {
            FailureKind.Late or FailureKind.NoAnswer when seen.LateAnswer is { IsAfterFin: false } late => Late(seen, asked, late.Delay),
            FailureKind.WrongBytes or FailureKind.ExtraBytes => Early(seen, asked),
            _ => null,
        };
    }

    private static Finding? Late(Evidence seen, TimeSpan asked, TimeSpan waited)
    {
        var tables = seen.Events.Where(one => one.At >= asked && seen.TableOf(one) >= 0).ToList();
        var questions = tables.Where(static one => one.Kind == WireEventKind.Receive).GroupBy(seen.TableOf).Select(static table => (Table: table.Key, table.First().At)).OrderBy(static one => one.At).ToList();
        var when = string.Create(CultureInfo.InvariantCulture, $"it came {waited.TotalSeconds:0.0} s after the question");
        return questions is [var first, var second] && second.At - first.At > Long
                ? new Finding("asks-one-by-one", string.Create(CultureInfo.InvariantCulture, $"{when}: the {Ordinal(second.Table)} table server was asked {(second.At - first.At).TotalSeconds:0.0} s after the {Ordinal(first.Table)}"), Select)
            : questions is [var only] ? new Finding("asks-one", $"{when}: it asked only the {Ordinal(only.Table)} table server", Select)
            : tables.LastOrDefault(static one => one.Kind == WireEventKind.Send) is not { } answer
                ? new Finding("waits-one-by-one", $"{when}: it waits for the table servers one after the other", Select)
            : answer.At - asked is var took && waited - took < Long ? null
            : new Finding("late",
                string.Create(CultureInfo.InvariantCulture, $"{when}, though the {Ordinal(seen.TableOf(answer))} table server had answered after {took.TotalSeconds:0.0} s: it waits for the {Ordinal(1 - seen.TableOf(answer))}, which sends nothing, or it sleeps"),
                $"Do not sleep, and do not receive from one table server before you look at the other. {Select}");
    }

    /// <summary>The table servers were working, and had time left.</summary>
    private static Finding? Early(Evidence seen, TimeSpan asked)
    {
        var name = seen.Question.TrimEnd('\r', '\n', '\0');
        var hasAnswered = seen.Events.Any(one => one.At >= asked && one.Kind is WireEventKind.Send or WireEventKind.Fin or WireEventKind.Rst && seen.TableOf(one) >= 0 && one.Direction == Direction.ToClient);
        var isMiss = name.Length > 0 && (seen.GotText.Contains("TIMED OUT", StringComparison.Ordinal) || seen.GotText.Contains("NOT FOUND", StringComparison.OrdinalIgnoreCase));
        return !isMiss || seen.Answered is not { } answered ? null
            : seen.Events.FirstOrDefault(one => one.At >= asked && one.Kind == WireEventKind.Send && seen.TableOf(one) >= 0) is { } answer && answered - answer.At > Long
                ? new Finding("overlooked",
                    string.Create(CultureInfo.InvariantCulture, $"the {Ordinal(seen.TableOf(answer))} table server had answered {(answer.At - asked).TotalSeconds:0.0} s after the question, but it no longer waited for that answer"),
                    Select)
            : hasAnswered || answered - asked > seen.Deadline * 0.75 ? null
            : new Finding("gave-up-early",
                string.Create(CultureInfo.InvariantCulture, $"it gave up {(answered - asked).TotalSeconds:0.0} s after the question, and table servers have {seen.Deadline.TotalSeconds:0.###} s"),
                $"Wait once for both table servers, {seen.Deadline.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s in total: that is the last argument of select.");
    }

    private static string Ordinal(int table) => table == 0 ? "first" : "second";
}
