using Tincan.Hosting;
using Tincan.Wires.Sockets;

namespace Tincan.Protocols.Names;

/// <summary>
/// Has no table: it asks all table servers at once and forwards the first answer unchanged, or sends a miss after the deadline:
/// <c>conversation = *( name ( record / name SP "-" SP "TIMED OUT" ) )</c>.
/// </summary>
/// <param name="options">How to ask and answer.</param>
public sealed class ResolverServer(ResolverOptions options) : IServer, IAsyncDisposable
{
    private readonly byte[] _notFound = Encoding.ASCII.GetBytes($" - {options.Edition.NotFound}");
    private readonly Upstream[] _upstreams = MakeUpstreams(options);
    private readonly LearnedNames _learned = new();

    /// <summary>Whether all clients so far have used raw; null before the first.</summary>
    private bool? _rawOnly;

    /// <summary>How long to wait for a line end; shorter if all clients so far have used raw.</summary>
    private TimeSpan Quiet => _rawOnly == true ? options.Lines.Quiet / 5 : options.Lines.Quiet;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        using var lines = new LineChannel(conversation.Wire, options.Lines with { EndsVary = true, Quiet = Quiet }, _learned, reportsLateEnds: true);
        await using var inquiry = new Inquiry(_upstreams, options.Deadline, conversation);
        var dialect = Dialect.Auto;
        for (var name = await lines.ReadAsync(); !name.IsEnd; name = await lines.ReadAsync())
        {
            if (lines.Dialect != dialect)
            {
                dialect = lines.Dialect;
                conversation.LogDialect(lines);
                _rawOnly = (_rawOnly ?? true) && dialect == Dialect.Raw;
            }

            if (name.IsLateEnd)
            {
                // The late line end also completes the answer, for a client that waits for it.
                lines.EndLine();
            }
            else if (!name.Content.IsEmpty && await inquiry.AskAsync(name.Content, lines.Dialect))
            {
                _learned.Add(inquiry.Name);
                lines.Write(inquiry.Answer);
            }
            else
            {
                lines.Output.Write(name.Span);
                lines.Output.Write(_notFound);
                lines.EndLine();
            }

            await lines.FlushAsync();
        }
    }

    /// <summary>Closes the connections to the table servers. All conversations must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in _upstreams)
        {
            await upstream.DisposeAsync();
        }
    }

    private static Upstream[] MakeUpstreams(ResolverOptions options)
    {
        var connect = options.Connect ?? new Connector(options.Deadline, options.Lines.Time).ConnectAsync;
        return [.. options.Upstreams.Select((server, index) => new Upstream(index, server, connect, options.Lines, options.Deadline, options.UpstreamDialect))];
    }
}
