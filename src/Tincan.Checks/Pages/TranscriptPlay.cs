using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Plays a transcript with a program: sends what the other roles send, and expects what the program's role does.</summary>
/// <param name="page">The page.</param>
/// <param name="context">The case's.</param>
/// <param name="transcript">The conversation.</param>
internal abstract class TranscriptPlay(Page page, CaseContext context, Transcript transcript)
{
    private readonly Dictionary<Role, IFramer> _framers = [];

    protected Page Page { get; } = PageDialect.Of(page, context.Assignment.Side, context.Options.Dialect);

    protected CaseContext Context { get; } = context;

    protected Transcript Transcript { get; } = transcript;

    /// <summary>What has been captured, and the parameters.</summary>
    protected Scope Scope { get; } = new() { Parameters = page.Values(PageParameters.Given(page, context.Options)) };

    /// <summary>Whether the program plays a role.</summary>
    protected abstract bool IsProgram(Role role);

    /// <summary>Our end of the connection between two roles.</summary>
    protected abstract Task<Peer> PeerAsync(Role from, Role to);

    /// <summary>How messages of the program are framed that it sends to a role.</summary>
    protected abstract MessageFraming ProgramFraming(Role to);

    /// <summary>How messages are framed that the program is sent.</summary>
    protected abstract MessageFraming OurFraming(Role from);

    /// <summary>Plays all steps.</summary>
    public async Task PlayAsync()
    {
        await BeginAsync();
        for (var i = 0; i < Transcript.Steps.Count; i++)
        {
            var step = Transcript.Steps[i];
            switch (step)
            {
                case WireStep wire when IsProgram(wire.From):
                    await ExpectStepAsync(wire, await PeerAsync(wire.From, wire.To));
                    break;
                case MessageStep { After: null } message:
                    // Messages of one sender without a pause between them are one write.
                    var together = Transcript.Steps.Skip(i).TakeWhile(next => next is MessageStep { After: null } more && more.From == message.From && more.To == message.To).Cast<MessageStep>().ToList();
                    await (await PeerAsync(message.From, message.To)).SendAsync(together.SelectMany(one => OurFraming(one.From).Frame(one.Message, Scope)).ToArray());
                    i += together.Count - 1;
                    break;
                case WireStep wire:
                    await DoAsync(wire, await PeerAsync(wire.From, wire.To));
                    break;
                case EitherOrderStep group:
                    await ExpectGroupAsync(group);
                    break;
                case OutputStep output:
                    await ExpectOutputAsync(output);
                    break;
                case FileStep { IsWritten: true } file:
                    await ExpectFileAsync(file);
                    break;
                case ExitStep exit:
                    await ExpectExitAsync(exit);
                    break;
                default:
                    break;
            }
        }

        await EndAsync();
    }

    /// <summary>Puts the files and the input in place, and whatever else comes before the first step.</summary>
    protected virtual Task BeginAsync()
    {
        foreach (var file in Transcript.Steps.OfType<FileStep>().Where(static file => !file.IsWritten).GroupBy(static file => file.Name))
        {
            Context.Write(Encoding.UTF8.GetString(file.Key.ToArray()), [.. file.SelectMany(line => (byte[])[.. line.Line.Write(Scope).ToArray(), (byte)'\n'])]);
        }

        return Task.CompletedTask;
    }

    protected abstract Task EndAsync();

    protected abstract Task ExpectExitAsync(ExitStep exit);

    /// <summary>What is typed at the program's keyboard.</summary>
    protected byte[] Input =>
        [.. Transcript.Steps.OfType<InputStep>().Where(static step => step.Line is not null).SelectMany(step => (byte[])[.. step.Line!.Write(Scope).ToArray(), (byte)'\n'])];

    /// <summary>What the program has printed, on standard output or standard error.</summary>
    protected abstract string Printed { get; }

    private async Task DoAsync(WireStep step, Peer peer)
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
                await peer.SendAsync(OurFraming(step.From).Frame(message.Message, Scope));
                break;
            case RawStep raw:
                await peer.SendAsync(raw.Bytes.Write(Scope).ToArray());
                break;
            case UnfinishedStep unfinished:
                await peer.SendAsync(OurFraming(step.From).FrameUnfinished(unfinished.Message.Write(Scope).ToArray()));
                break;
            case EventStep { Event: TranscriptEvent.Fin }:
                await peer.FinishAsync();
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

    private Task PauseAsync(TimeSpan? time) => time is { } pause ? Task.Delay(pause, Context.Options.Time, Context.Cancel) : Task.CompletedTask;

    /// <summary>Expects what the program does.</summary>
    protected async Task ExpectStepAsync(WireStep step, Peer peer)
    {
        switch (step)
        {
            case MessageStep message:
                await ExpectAsync(peer, step.To, [message], message.Within);
                break;
            case RawStep raw:
                await peer.ExpectAsync(raw.Bytes.Write(Scope).ToArray());
                break;
            case UnfinishedStep unfinished:
                await peer.ExpectAsync(ProgramFraming(step.To).FrameUnfinished(unfinished.Message.Write(Scope).ToArray()));
                break;
            case EventStep { Event: TranscriptEvent.Fin or TranscriptEvent.Closes } end:
                await peer.ExpectCloseAsync(end.Time);
                break;
            case EventStep { Event: TranscriptEvent.Reset } reset:
                await peer.ExpectResetAsync(reset.Time);
                break;
            case EventStep { Event: TranscriptEvent.Silence } silence:
                await peer.ExpectSilenceAsync(silence.Time);
                break;
            default:
                break;
        }
    }

    /// <summary>Expects one of some messages, and tells which came.</summary>
    private async Task<MessageStep> ExpectAsync(Peer peer, Role to, IReadOnlyList<MessageStep> any, TimeSpan? within)
    {
        var framing = ProgramFraming(to);
        if (!_framers.TryGetValue(to, out var framer))
        {
            _framers[to] = framer = framing.CreateFramer();
        }

        MessageStep? came = null;
        var expected = any is [var only] ? framing.TryFrame(only.Message, Scope) : null;
        while (came is null)
        {
            await peer.ExpectMessageAsync(
                framer,
                content =>
                {
                    var message = ByteText.From(content);
                    came = any.FirstOrDefault(step => step.Message.Matches(message, Scope));
                    return came is not null || any.Any(step => step.Before.Any(before => before.Matches(message, Scope)));
                },
                expected,
                string.Join(" or ", any.Select(static step => Transmission.Words(step.Message))),
                within);
        }

        return came;
    }

    /// <summary>Expects messages in any order; those of different connections are independent of each other anyway.</summary>
    private async Task ExpectGroupAsync(EitherOrderStep group)
    {
        foreach (var connection in group.Steps.GroupBy(static step => (step.From, step.To)))
        {
            var peer = await PeerAsync(connection.Key.From, connection.Key.To);
            if (!IsProgram(connection.Key.From))
            {
                foreach (var step in connection)
                {
                    await DoAsync(step, peer);
                }

                continue;
            }

            var left = connection.ToList();
            while (left.Count > 0)
            {
                left.Remove(await ExpectAsync(peer, connection.Key.To, left, left[0].Within));
            }
        }
    }

    /// <summary>Expects that the program has printed a line, which may take a moment.</summary>
    private async Task ExpectOutputAsync(OutputStep output)
    {
        if (!await ComesAsync(() => HasLine(Printed, output.Line)))
        {
            throw new CheckFailedException(FailureKind.NoAnswer, $"the program did not print {Transmission.Words(output.Line)}")
            {
                Where = "on standard output",
                Got = Encoding.UTF8.GetBytes(Printed),
            };
        }
    }

    private async Task ExpectFileAsync(FileStep file)
    {
        var name = Encoding.UTF8.GetString(file.Name.ToArray());
        if (!await ComesAsync(() => Context.Read(name) is { } content && HasLine(Encoding.Latin1.GetString(content), file.Line)))
        {
            throw new CheckFailedException(FailureKind.NoAnswer, Context.Read(name) is null ? $"the program has no file '{name}'" : $"{Transmission.Words(file.Line)} is not in the file '{name}'")
            {
                Where = $"in the file '{name}'",
                Got = Context.Read(name),
            };
        }
    }

    private bool HasLine(string text, MessageForm line) => text.Split('\n').Any(one => line.Matches(new ByteText(one.TrimEnd('\r')), Scope));

    /// <summary>Waits until something is so.</summary>
    private async Task<bool> ComesAsync(Func<bool> isSo)
    {
        var began = Context.Options.Time.GetTimestamp();
        while (!isSo())
        {
            if (Context.Options.Time.GetElapsedTime(began) > Context.Options.AnswerTimeout)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Context.Options.Time, Context.Cancel);
        }

        return true;
    }
}
