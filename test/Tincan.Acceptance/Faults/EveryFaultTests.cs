using System.Collections.Concurrent;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Faults;

/// <summary>Every conversation with every fault, through a proxy between the two programs; this test writes the table in docs/faults.md.</summary>
public sealed class EveryFaultTests
{
    private const string Begins = "<!-- Every protocol with every fault: GOLDEN=write writes this table. -->\n";
    private const string Ends = "<!-- end of the table -->\n";

    /// <summary>With more cells at once than this, the programs wait for the machine instead of for each other.</summary>
    private const int AtOnce = 6;

    /// <summary>For a cell that a timeout must end; if it comes early, the result is the same.</summary>
    private const string ShortTimeout = "3s";

    /// <summary>For every other cell: no program waits that long for its turn, even on a busy machine.</summary>
    private const string LongTimeout = "20s";

    /// <summary>No run may take longer, whatever the fault is.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(100);

    [Fact]
    public async Task Harmless_faults_change_nothing_and_others_end_soon_with_a_clear_error()
    {
        var cells = new ConcurrentDictionary<(string Fault, string Conversation), string>();
        var plain = new Dictionary<string, Outcome>(StringComparer.Ordinal);
        var shared = new Dictionary<string, Running>(StringComparer.Ordinal);
        try
        {
            foreach (var conversation in ConversationList.All)
            {
                plain[conversation.Name] = await PlainAsync(conversation);
                if (!conversation.IsOnce)
                {
                    shared[conversation.Name] = await conversation.Serve();
                }
            }

            // Those that wait for a timeout start first.
            var all = FaultList.All.OrderBy(static fault => fault.Expected == Expected.Same).SelectMany(static _ => ConversationList.All, static (fault, conversation) => (fault, conversation));
            await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cell, _) =>
            {
                var (fault, conversation) = cell;
                var outcome = await RunAsync(conversation, shared.GetValueOrDefault(conversation.Name), fault);
                cells[(fault.Fault, conversation.Name)] = FaultList.Either(fault.Fault, conversation.Name, Judge(conversation, fault, plain[conversation.Name], outcome));
            });
        }
        finally
        {
            foreach (var server in shared.Values)
            {
                await server.DisposeAsync();
            }
        }

        Check(Table(cells));
    }

    private static async Task<Outcome> PlainAsync(Conversation conversation)
    {
        await using var server = await conversation.Serve();
        var outcome = await conversation.Speak(server.Port, LongTimeout);
        Assert.True(outcome.Code == 0, $"{conversation.Name} fails without any fault: {outcome.Error}");
        return outcome;
    }

    private static async Task<Outcome> RunAsync(Conversation conversation, Running? shared, (string Fault, Expected Expected) fault)
    {
        var timesOut = fault.Expected == Expected.Silence || (fault.Expected == Expected.Missing && conversation.WaitsForLost);
        await using var own = shared is null ? await conversation.Serve() : null;
        var port = (shared ?? own)!.Port;
        await using var proxy = await TincanCli.Start("proxy", ":0", $"127.0.0.1:{port}", "--fault", fault.Fault, "--seed", "1").ListeningAsync();
        return await conversation.Speak(proxy.Port, timesOut ? ShortTimeout : LongTimeout).WaitAsync(Bound);
    }

    /// <summary>What the user got, in a few words.</summary>
    private static string Judge(Conversation conversation, (string Fault, Expected Expected) fault, Outcome plain, Outcome outcome)
    {
        var about = $"{conversation.Name} with {fault.Fault}: exit {outcome.Code}, wrote '{outcome.Text}', said '{outcome.Error}'";
        var isSame = outcome.Code == 0 && outcome.Text == plain.Text;
        Assert.True(isSame || fault.Expected != Expected.Same, about);
        if (outcome.Code == 0)
        {
            return isSame ? "same" : plain.Text.StartsWith(outcome.Text, StringComparison.Ordinal) ? "cut short" : "other bytes";
        }

        // The last line is one clear error; the lines above it may be the peer's.
        var last = outcome.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.False(outcome.Error.Contains("   at ", StringComparison.Ordinal), about);
        Assert.True(outcome.Code == 1 || last.StartsWith("tincan: ", StringComparison.Ordinal), about);
        return string.Create(CultureInfo.InvariantCulture, $"exit {outcome.Code}");
    }

    private static string Table(ConcurrentDictionary<(string Fault, string Conversation), string> cells)
    {
        var table = new StringBuilder();
        table.Append("| `--fault` |").AppendJoin(" |", ConversationList.All.Select(static conversation => $" {conversation.Name}")).Append(" |\n");
        table.Append("|---|").Insert(table.Length, "---|", ConversationList.All.Count).Append('\n');
        foreach (var (fault, _) in FaultList.All)
        {
            table.Append(CultureInfo.InvariantCulture, $"| `{fault}` |");
            table.AppendJoin(" |", ConversationList.All.Select(conversation => $" {cells[(fault, conversation.Name)]}")).Append(" |\n");
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
