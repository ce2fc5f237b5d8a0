using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;

namespace Tincan.Pages.Serving;

/// <summary>Serves the protocol of a page by its rules.</summary>
public sealed class PageServer : IServer
{
    private readonly Page _page;
    private readonly RuleMachine _machine;
    private readonly Lock _turn = new();

    /// <summary>Makes a server.</summary>
    /// <param name="page">The page.</param>
    /// <param name="parameters">The values of its parameters; one that is not in it has its default.</param>
    public PageServer(Page page, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(page);
        _page = page;
        _machine = new RuleMachine(page.ServerRules, page.Values(parameters));
    }

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var outbox = new Outbox(conversation.Wire, _page.Framing.ToClient, conversation.Time);
        using var received = new ReceiveBuffer(conversation.Wire);
        var reader = new MessageReader(received, _page.Framing.ToServer.CreateFramer());
        var sending = outbox.RunAsync();
        Member member;
        lock (_turn)
        {
            member = _machine.Connect(outbox);
        }

        try
        {
            await ReceiveAsync(conversation, member, reader, outbox);
        }
        finally
        {
            lock (_turn)
            {
                _machine.End(member);
            }

            outbox.Close();
            await sending;
        }

        if (outbox.Failure is { } failure)
        {
            throw failure;
        }
    }

    private async Task ReceiveAsync(Conversation conversation, Member member, MessageReader reader, Outbox outbox)
    {
        while (!outbox.IsClosing)
        {
            await outbox.DrainAsync();
            var next = await NextAsync(conversation, member, reader, outbox);
            if (next.IsEnd && next.Content.IsEmpty)
            {
                return;
            }

            if (!Apply(conversation, member, next))
            {
                return;
            }
        }
    }

    /// <summary>Waits for the next message; what the rules say about silence happens meanwhile.</summary>
    private async ValueTask<Received> NextAsync(Conversation conversation, Member member, MessageReader reader, Outbox outbox)
    {
        var passed = TimeSpan.Zero;
        foreach (var silence in _machine.Silences)
        {
            if (await reader.HasNextAsync(member.Taking, silence - passed, conversation.Time))
            {
                break;
            }

            passed = silence;
            lock (_turn)
            {
                _machine.BeSilent(member, silence);
            }

            if (outbox.IsClosing)
            {
                return new Received(default, IsEnd: true);
            }
        }

        return await reader.ReadAsync(member.Taking);
    }

    /// <summary>Applies the rules to what was received.</summary>
    /// <returns>Whether the connection goes on.</returns>
    private bool Apply(Conversation conversation, Member member, Received received)
    {
        var message = member.Taking is null ? _page.Framing.ToServer.ReadContent(received.Content.Span) : ByteText.From(received.Content.Span);
        try
        {
            lock (_turn)
            {
                if (member.Taking is not null && !received.IsEnd)
                {
                    _machine.Take(member, message);
                    return true;
                }

                if (received.IsEnd && _page.Unfinished != Unfinished.Answered)
                {
                    _ = _page.Unfinished == Unfinished.Refused && _machine.ReceiveUnfinished(member, message);
                    return false;
                }

                if (_machine.Receive(member, message))
                {
                    return !received.IsEnd;
                }
            }

            PageLog.NoRule(conversation.Log, conversation.Client, message.Length);
        }
        catch (EvaluationException wrong)
        {
            PageLog.NoValue(conversation.Log, conversation.Client, wrong.Place ?? _page.Name);
        }
        catch (ArgumentException)
        {
            PageLog.NoValue(conversation.Log, conversation.Client, _page.Name);
        }

        return false;
    }
}

/// <summary>What came from a client.</summary>
/// <param name="Content">A message, or the beginning of one that was not finished; good until the next read.</param>
/// <param name="IsEnd">The client has sent a FIN, after these bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Received(ReadOnlyMemory<byte> Content, bool IsEnd);
