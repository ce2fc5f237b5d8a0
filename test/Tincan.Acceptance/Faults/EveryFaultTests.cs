using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Fire;

/// <summary>Every conversation against every fault, with a proxy between the two programs; the table in docs/faults.md is made here.</summary>
public sealed class RosterUnderFireTests
{
    private const string Begins = "<!-- The roster under fire: GOLDEN=write makes this table anew. -->\n";
    private const string Ends = "<!-- end of the table -->\n";

    /// <summary>More cells at once than this, and the programs wait for the machine instead of for each other.</summary>
    private const int AtOnce = 6;

    /// <summary>No run may take longer, whatever is done to it.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Harmless_faults_change_nothing_and_others_are_told_clearly_and_soon()
    {
        var cells = new Dictionary<(string Fault, string Conversation), string>();
        foreach (var conversation in Roster.All)
        {
            var plain = await PlainAsync(conversation);
            await using var shared = conversation.IsOnce ? null : await conversation.Serve();
            await Parallel.ForEachAsync(Fires.All, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (fire, _) =>
            {
                var outcome = await BurnAsync(conversation, shared, fire.Fault);
                var cell = Fires.Either(fire.Fault, conversation.Name, Judge(conversation, fire, plain, outcome));
                lock (cells)
                {
                    cells[(fire.Fault, conversation.Name)] = cell;
                }
            });
        }

        Check(Table(cells));
    }

    private static async Task<Outcome> PlainAsync(Conversation conversation)
    {
        await using var server = await conversation.Serve();
        var outcome = await conversation.Speak(server.Port);
        Assert.True(outcome.Code == 0, $"{conversation.Name} fails without any fault: {outcome.Error}");
        return outcome;
    }

    private static async Task<Outcome> BurnAsync(Conversation conversation, Running? shared, string fault)
    {
        await using var own = shared is null ? await conversation.Serve() : null;
        var port = (shared ?? own)!.Port;
        await using var proxy = await TincanCli.Start("proxy", ":0", $"127.0.0.1:{port}", "--fault", fault, "--seed", "1").ListeningAsync();
        return await conversation.Speak(proxy.Port).WaitAsync(Bound);
    }

    /// <summary>What a person got, in a few words.</summary>
    private static string Judge(Conversation conversation, (string Fault, Expected Expected) fire, Outcome plain, Outcome outcome)
    {
        var about = $"{conversation.Name} under {fire.Fault}: exit {outcome.Code}, wrote '{outcome.Text}', said '{outcome.Error}'";
        var isSame = outcome.Code == 0 && outcome.Text == plain.Text;
        Assert.True(isSame || fire.Expected != Expected.Same, about);
        if (outcome.Code == 0)
        {
            return isSame ? "same" : plain.Text.StartsWith(outcome.Text, StringComparison.Ordinal) ? "cut short" : "other bytes";
        }

        // One clear line for whoever runs it, above which there may be what the peer said.
        var last = outcome.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.False(outcome.Error.Contains("   at ", StringComparison.Ordinal), about);
        Assert.True(outcome.Code == 1 || last.StartsWith("tincan: ", StringComparison.Ordinal), about);
        return string.Create(CultureInfo.InvariantCulture, $"exit {outcome.Code}");
    }

    private static string Table(Dictionary<(string Fault, string Conversation), string> cells)
    {
        var table = new StringBuilder();
        table.Append("| `--fault` |").AppendJoin(" |", Roster.All.Select(static conversation => $" {conversation.Name}")).Append(" |\n");
        table.Append("|---|").Insert(table.Length, "---|", Roster.All.Count).Append('\n');
        foreach (var (fault, _) in Fires.All)
        {
            table.Append(CultureInfo.InvariantCulture, $"| `{fault}` |");
            table.AppendJoin(" |", Roster.All.Select(conversation => $" {cells[(fault, conversation.Name)]}")).Append(" |\n");
        }

        return table.ToString();
    }

    private static void Check(string table)
    {
        var page = File.ReadAllText(Place.Faults);
        var from = page.IndexOf(Begins, StringComparison.Ordinal) + Begins.Length;
        var to = page.IndexOf(Ends, StringComparison.Ordinal);
        Assert.True(from >= Begins.Length && to >= from, $"{Place.Faults} has no place for the table");
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            File.WriteAllText(Place.Faults, page[..from] + table + page[to..]);
            return;
        }

        Assert.Equal(page[from..to], table);
    }
}
