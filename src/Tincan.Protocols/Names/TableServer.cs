using Tincan.Hosting;
using Tincan.Reloading;

namespace Tincan.Protocols.Names;

/// <summary>Answers names from its table, and sends nothing for unknown names: <c>conversation = *( name [ record ] )</c>.</summary>
/// <param name="table">The table. A reloaded one applies from the next question on.</param>
/// <param name="edition">The edition of the assignment, for the form of a record.</param>
/// <param name="lines">Dialect, limit and quiet times.</param>
public sealed class TableServer(Snapshot<NameTable> table, Edition edition, LineOptions lines) : IServer
{
    private readonly byte[] _afterRecord = Encoding.ASCII.GetBytes(edition.AfterRecord);

    /// <inheritdoc/>
    public Task ServeAsync(Conversation conversation)
    {
        var finder = new NameFinder(table.Current);
        return conversation.AnswerEachAsync(
            lines with { EndsVary = true },
            (name, channel) =>
            {
                finder.Table = table.Current;
                if (finder.TryFind(name, isGuess: channel.Dialect == Dialect.Raw, out var record))
                {
                    channel.Output.Write(record);
                    channel.Output.Write(_afterRecord);
                    channel.EndLine();
                }
            },
            known: finder);
    }
}
