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
    /// <summary>
    /// A table server is silent if it takes line ends for a part of the name, if it waits for a line end, or if it has read two names as one. It is asked again
    /// after this part of the deadline, and once more after half of it.
    /// </summary>
    private const double PartUntilAgain = 0.1;
    private const double PartBetween = 0.4;

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
            else if (await FindAsync(name.Content, lines.Dialect, conversation) is { } answer)
            {
                lines.Write(answer);
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

    /// <summary>Asks all table servers; null if none answers before the deadline. A server that is unreachable counts as silent.</summary>
    private async Task<byte[]?> FindAsync(ReadOnlyMemory<byte> name, Dialect dialect, Conversation conversation)
    {
        if (name.IsEmpty)
        {
            return null;
        }

        using var over = new CancellationTokenSource(options.Deadline, conversation.Time);
        await using var cut = conversation.Aborted.UnsafeRegister(static over => ((CancellationTokenSource)over!).Cancel(), over);
        var question = new Question(name.ToArray(), dialect, _upstreams.Length, conversation.Log, over.Token);
        foreach (var upstream in _upstreams)
        {
            upstream.Ask(question);
        }

        using var probe = Array.Exists(_upstreams, upstream => upstream.MayBeAskedAgain(question))
            ? conversation.Time.CreateTimer(AskAgain, question, options.Deadline * PartUntilAgain, options.Deadline * PartBetween)
            : null;
        try
        {
            var answer = await question.Settled;
            if (answer is not null)
            {
                _learned.Add(question.Name);
            }
            else
            {
                NamesLog.TimedOut(conversation.Log, options.Deadline.TotalSeconds);
            }

            return answer;
        }
        finally
        {
            // Stops connecting. Answers that arrive later are dropped.
            await over.CancelOnContextAsync();
            foreach (var upstream in _upstreams)
            {
                upstream.Release(question);
            }
        }
    }

    private void AskAgain(object? question)
    {
        foreach (var upstream in _upstreams)
        {
            upstream.AskAgain((Question)question!);
        }
    }

    private static Upstream[] MakeUpstreams(ResolverOptions options)
    {
        var connect = options.Connect ?? new Connector(options.Deadline, options.Lines.Time).ConnectAsync;
        return [.. options.Upstreams.Select((server, index) => new Upstream(index, server, connect, options.Lines, options.UpstreamDialect))];
    }
}
