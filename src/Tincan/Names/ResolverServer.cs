using System.Buffers;
using System.Text;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Names;

/// <summary>
/// Holds no table: asks all its table servers at once and passes on the first answer unchanged, or says after the deadline that nobody knew:
/// <c>conversation = *( name ( record / name SP "-" SP "TIMED OUT" ) )</c>.
/// </summary>
/// <param name="options">How to ask and answer.</param>
public sealed class ResolverServer(ResolverOptions options) : IServer
{
    private readonly byte[] _notFound = Encoding.ASCII.GetBytes($" - {options.Edition.NotFound}");
    private readonly Func<WireAddress, CancellationToken, Task<Wire>> _connect =
        options.Connect ?? new Connector(options.Deadline, options.Lines.Time).ConnectAsync;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        using var lines = new LineChannel(conversation.Wire, options.Lines);
        var name = await lines.ReadAsync();
        if (name.IsEnd)
        {
            return;
        }

        conversation.Took(lines);
        var asking = options.Lines with { Dialect = options.UpstreamDialect ?? lines.Dialect };
        var upstreams = options.Upstreams.Select(server => new Upstream(server, _connect, asking, conversation.Log)).ToArray();
        try
        {
            while (!name.IsEnd)
            {
                await AnswerAsync(name.Content, lines, upstreams, conversation);
                name = await lines.ReadAsync();
            }
        }
        finally
        {
            foreach (var upstream in upstreams)
            {
                await upstream.DisposeAsync();
            }
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> name, LineChannel lines, Upstream[] upstreams, Conversation conversation)
    {
        if (name.IsEmpty)
        {
            await lines.SendAsync(_notFound);
            return;
        }

        using var deadline = new CancellationTokenSource(options.Deadline, conversation.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, conversation.Cut);
        var asked = upstreams.Select(upstream => upstream.AskAsync(name, over.Token)).ToArray();
        try
        {
            if (await FirstAnswerAsync(asked, over.Token) is { } answer)
            {
                await lines.SendAsync(answer);
            }
            else
            {
                NamesLog.TimedOut(conversation.Log, options.Deadline.TotalSeconds);
                lines.Output.Write(name.Span);
                lines.Output.Write(_notFound);
                lines.EndLine();
                await lines.FlushAsync();
            }
        }
        finally
        {
            // The slower ones are told to give up; what they still say belongs to this question and is dropped.
            await over.CancelAsync();
            await Task.WhenAll(asked);
        }
    }

    /// <summary>The first answer, at once; null when the deadline is over. A server that is refused or gone is as silent as one that does not know.</summary>
    private static async Task<byte[]?> FirstAnswerAsync(Task<byte[]?>[] asked, CancellationToken over)
    {
        await foreach (var task in Task.WhenEach(asked))
        {
            if (await task is { } answer)
            {
                return answer;
            }
        }

        var deadline = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (over.UnsafeRegister(static done => ((TaskCompletionSource)done!).TrySetResult(), deadline))
        {
            await deadline.Task;
        }

        return null;
    }
}
