using System.Buffers;
using System.Text;
using Tincan.Framing;
using Tincan.Hosting;

namespace Tincan.Names;

/// <summary>Answers names from its table and says nothing at all about others: <c>conversation = *( name [ record ] )</c>.</summary>
/// <param name="table">What it knows.</param>
/// <param name="edition">How a record is said.</param>
/// <param name="lines">Dialect, limit and quiet times.</param>
public sealed class TableServer(NameTable table, Edition edition, LineOptions lines) : IServer
{
    private readonly byte[] _afterRecord = Encoding.ASCII.GetBytes(edition.AfterRecord);

    /// <inheritdoc/>
    public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(lines, (name, channel) =>
    {
        if (table.TryFind(name, out var record))
        {
            channel.Output.Write(record);
            channel.Output.Write(_afterRecord);
            channel.EndLine();
        }
    });
}
