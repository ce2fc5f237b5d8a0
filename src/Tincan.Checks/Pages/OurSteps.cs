using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages.Expressions;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Does what a transcript says of the roles that the program does not play.</summary>
/// <param name="context">The case's.</param>
/// <param name="scope">What has been captured, and the parameters.</param>
/// <param name="framing">How the messages of a role are framed.</param>
internal sealed class OurSteps(CaseContext context, Scope scope, Func<Role, MessageFraming> framing)
{
    /// <summary>More than this is sent while the next steps are played: the program need not take it all before it is read from.</summary>
    private const int Much = 64 * 1024;

    /// <summary>A program that has taken nothing for so long waits until we read; one that sleeps between reads sleeps less.</summary>
    private static readonly TimeSpan Blocked = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Peer, Task> _sending = [];

    /// <summary>Sends messages in one write.</summary>
    public async Task SendAsync(Peer peer, IReadOnlyList<WireStep> messages)
    {
        byte[] bytes = [.. messages.SelectMany(step => BytesOf(step, peer))];
        if (messages is [MessageStep { Times: > 1 and var times }])
        {
            await DoAsync(peer, isLong: true, () => RepeatAsync(peer, bytes, times));
        }
        else
        {
            await DoAsync(peer, bytes.Length > Much, () => peer.SendAsync(bytes));
        }
    }

    /// <summary>Does anything else.</summary>
    public async Task PlayAsync(WireStep step, Peer peer)
    {
        await PauseAsync(step switch
        {
            MessageStep message => message.After,
            RawStep raw => raw.After,
            EventStep happens => happens.After,
            _ => null,
        });
        switch (step)
        {
            case MessageStep message:
                await SendAsync(peer, [message]);
                break;
            case RawStep raw:
                await DoAsync(peer, isLong: false, () => peer.SendAsync(raw.Bytes.Write(scope).ToArray()));
                break;
            case UnfinishedStep:
                await SendAsync(peer, [step]);
                break;
            case FillStep fill:
                await FillAsync(peer, framing(step.From).Frame(fill.Message, scope), fill.Limit);
                break;
            case EventStep { Event: TranscriptEvent.Fin }:
                await DoAsync(peer, isLong: false, () => _sending.ContainsKey(peer) ? peer.SendFinAsync() : peer.FinishAsync());
                break;
            case EventStep { Event: TranscriptEvent.Closes }:
                await peer.FinishAsync();
                await peer.DisposeAsync();
                break;
            case EventStep { Event: TranscriptEvent.Reset }:
                peer.Abort();
                break;
            case EventStep { Event: TranscriptEvent.Silence, Time: { } time }:
                await PauseAsync(time);
                break;
            default:
                break;
        }
    }

    /// <summary>Waits until everything has been sent.</summary>
    public async Task EndAsync()
    {
        foreach (var sending in _sending.Values)
        {
            await sending;
        }
    }

    private byte[] BytesOf(WireStep step, Peer peer) => step switch
    {
        MessageStep message => peer.Pad(framing(step.From).Frame(message.Message, scope)),
        UnfinishedStep unfinished => framing(step.From).FrameUnfinished(unfinished.Message.Write(scope)),
        _ => [],
    };

    private Task PauseAsync(Expression? time) => time is { } pause ? Task.Delay(pause.ToTime(scope), context.Options.Time, context.Cancel) : Task.CompletedTask;

    /// <summary>Does something after what is still being sent on a connection.</summary>
    private async Task DoAsync(Peer peer, bool isLong, Func<Task> act)
    {
        if (_sending.TryGetValue(peer, out var before) && !before.IsCompleted)
        {
            _sending[peer] = context.Waits.AlongsideAsync(AfterAsync(before, act));
        }
        else if (isLong)
        {
            _sending[peer] = context.Waits.AlongsideAsync(act());
        }
        else
        {
            await act();
        }
    }

    private static async Task AfterAsync(Task before, Func<Task> act)
    {
        await before;
        await act();
    }

    private static async Task RepeatAsync(Peer peer, byte[] bytes, long times)
    {
        var many = Transmission.Repeat(bytes);
        for (var left = times * bytes.Length; left > 0; left -= many.Length)
        {
            await peer.SendAsync(many.AsMemory(0, (int)Math.Min(many.Length, left)));
        }
    }

    /// <summary>Sends a message again and again until the program takes no more of it.</summary>
    private async Task FillAsync(Peer peer, byte[] bytes, long limit)
    {
        var many = Transmission.Repeat(bytes);
        for (long sent = 0; sent < limit; sent += many.Length)
        {
            var sending = peer.SendAsync(many);
            await context.WaitForSendAsync(sending, Blocked);
            if (!sending.IsCompleted)
            {
                // The program waits until we read, as it should.
                peer.Abort();
                await sending.EndAsync();
                return;
            }

            await sending;
        }

        throw new CheckFailedException(FailureKind.Hoarded, $"the program took {limit / 1024 / 1024} MiB while nothing that it sent back was taken");
    }
}
