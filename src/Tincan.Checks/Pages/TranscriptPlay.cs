using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Plays a transcript with a program: sends what the other roles send, and expects what the program's role does.</summary>
internal abstract class TranscriptPlay
{
    private readonly Dictionary<Peer, IFramer> _framers = [];
    private readonly OurSteps _ours;

    protected TranscriptPlay(Page page, CaseContext context, Transcript transcript)
    {
        (Page, Context, Transcript) = (PageDialect.Of(page, context.Assignment.Side, context.Options), context, transcript);
        Scope = new Scope { Parameters = page.Values(PageParameters.Given(page, context.Options)) };
        _ours = new OurSteps(context, Scope, OurFraming);
    }

    protected Page Page { get; }

    protected CaseContext Context { get; }

    protected Transcript Transcript { get; }

    /// <summary>What has been captured, and the parameters.</summary>
    public Scope Scope { get; }

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
                case EventStep { Event: TranscriptEvent.Refuses }:
                    break;
                case WireStep wire when IsProgram(wire.From):
                    await ExpectAsync(wire);
                    break;
                case MessageStep { After: null, Times: 1 } message:
                    // Messages of one sender without a pause between them are one write, also with the beginning of another one.
                    var together = Transcript.Steps.Skip(i).TakeWhile(next => next is (MessageStep { After: null, Times: 1 } or UnfinishedStep) and WireStep more && more.From == message.From && more.To == message.To).Cast<WireStep>().ToList();
                    await _ours.SendAsync(await PeerAsync(message.From, message.To), together);
                    i += together.Count - 1;
                    break;
                case WireStep wire:
                    await _ours.PlayAsync(wire, await PeerAsync(wire.From, wire.To));
                    break;
                case EitherOrderStep group:
                    await ExpectGroupAsync(group);
                    break;
                case OutputStep output:
                    await ExpectOutputAsync(output);
                    break;
                case FileStep when Page.IsOutput(step):
                    // All lines together are the file.
                    await (step == Transcript.Steps.First(Page.IsOutput) ? ExpectOutputFileAsync([.. Transcript.Steps.Where(Page.IsOutput).Cast<FileStep>()]) : Task.CompletedTask);
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

        await _ours.EndAsync();
        await EndAsync();
    }

    /// <summary>Expects what the program does on the connection to a role.</summary>
    protected virtual async Task ExpectAsync(WireStep step)
    {
        var peer = await PeerAsync(step.From, step.To);
        await peer.JudgeAsync(() => ExpectStepAsync(step, peer));
    }

    /// <summary>Puts the files and the input in place, and whatever else comes before the first step.</summary>
    protected virtual Task BeginAsync()
    {
        foreach (var file in Transcript.Steps.OfType<FileStep>().Where(static file => !file.IsWritten).GroupBy(static file => file.Name))
        {
            Context.Write(Encoding.UTF8.GetString(file.Key.ToArray()), Transmission.Lines(file, Scope));
        }

        return Task.CompletedTask;
    }

    protected abstract Task EndAsync();

    protected abstract Task ExpectExitAsync(ExitStep exit);

    /// <summary>How long the program may take to close. Defaults to null: the answer timeout.</summary>
    protected virtual TimeSpan? CloseTimeout => null;

    /// <summary>Expects that the file in which the program keeps its answers has these lines and nothing else.</summary>
    protected virtual Task ExpectOutputFileAsync(IReadOnlyList<FileStep> lines) => Context.ExpectFileAsync(Transmission.Lines(lines, Scope));

    /// <summary>What is typed at the program's keyboard.</summary>
    protected byte[] Input => Transmission.Input(Transcript, Scope);

    /// <summary>What the program has printed, on standard output or standard error.</summary>
    protected abstract string Printed { get; }

    protected TimeSpan? TimeOf(Expression? time) => time?.ToTime(Scope);

    /// <summary>Expects what the program does.</summary>
    protected virtual async Task ExpectStepAsync(WireStep step, Peer peer)
    {
        switch (step)
        {
            case MessageStep { Times: > 1 } message:
                var one = ProgramFraming(step.To).Frame(message.Message, Scope);
                await peer.ExpectStreamAsync(one, (long)one.Length * message.Times);
                break;
            case MessageStep { IsUnjudged: true } unjudged:
                await SkipAsync(unjudged, peer);
                break;
            case MessageStep message:
                await ExpectAsync(peer, step.To, [message]);
                break;
            case RawStep { IsUnjudged: true } raw:
                await peer.SkipAsync(raw.Bytes.Write(Scope).ToArray());
                break;
            case RawStep raw:
                await peer.ExpectAsync(raw.Bytes.Write(Scope).ToArray());
                break;
            case UnfinishedStep unfinished:
                await peer.ExpectAsync(ProgramFraming(step.To).FrameUnfinished(unfinished.Message.Write(Scope)));
                break;
            case EventStep { Event: TranscriptEvent.Fin or TranscriptEvent.Closes } end:
                await peer.SkipAllAsync([.. end.Before.Select(before => ProgramFraming(end.To).Frame(before, Scope))]);
                await peer.ExpectCloseAsync(TimeOf(end.Time) ?? CloseTimeout);
                break;
            case EventStep { Event: TranscriptEvent.Reset } reset:
                await peer.ExpectResetAsync(TimeOf(reset.Time));
                break;
            case EventStep { Event: TranscriptEvent.Silence } silence:
                await peer.ExpectSilenceAsync(TimeOf(silence.Time) is { } time && time > Context.Options.QuietPeriod ? time : null);
                break;
            default:
                break;
        }
    }

    /// <summary>Receives a message that another case judges.</summary>
    private async Task SkipAsync(MessageStep unjudged, Peer peer)
    {
        if (ProgramFraming(unjudged.To) is var framing && (LineOf(unjudged) is { } line ? (byte[])[.. line.ToArray(), .. framing.Terminator.Span] : framing.TryFrame(unjudged.Message, Scope)) is { } bytes)
        {
            await peer.SkipMessageAsync(bytes.ToArray(), Page.HasOptionalLineEnds);
            return;
        }

        try
        {
            await ExpectAsync(peer, unjudged.To, [unjudged with { Message = new AnyMessage(unjudged.Message.At) }]);
        }
        catch (CheckFailedException)
        {
            // What comes instead, or does not come, is for the case that judges it.
        }
    }

    /// <summary>Expects one of some messages, and tells which came.</summary>
    private async Task<MessageStep> ExpectAsync(Peer peer, Role to, List<MessageStep> any)
    {
        var within = TimeOf(any[0].Within) ?? TimeOf(Page.AnswerTime);
        var framing = ProgramFraming(to);
        if (!_framers.TryGetValue(peer, out var framer))
        {
            _framers[peer] = framer = framing.CreateFramer();
        }

        MessageStep? came = null;
        if (any is [{ Before.Count: 0 } alone] && LineOf(alone) is { } line)
        {
            await peer.ExpectLineAsync(line.ToArray(), within, peer.IsKnownSilent ? null : TimeOf(Page.AnswerTime) + Context.Options.AnswerTimeout);
            return alone;
        }

        var expected = any is [var only] ? framing.TryFrame(only.Message, Scope) : null;
        if (expected is { } read && framing.Words == "none")
        {
            await peer.ExpectAsync(read, within);
            return any[0];
        }

        while (came is null)
        {
            await peer.ExpectMessageAsync(
                framer,
                content =>
                {
                    var message = Page.ReadContent(framing, content);
                    came = any.FirstOrDefault(step => step.Message.Matches(message, Scope));
                    return came is not null || any.Any(step => step.Before.Any(before => before.Matches(message, Scope)));
                },
                expected,
                string.Join(" or ", any.Select(step => Transmission.Words(step.Message, Scope))),
                within, isExplained: !any[0].IsUnjudged);
        }

        return came;
    }

    /// <summary>The text of a message if it is a line; null if it is not, or not known. A parameter may have line ends in it.</summary>
    private ByteText? LineOf(MessageStep step) => Page.HasOptionalLineEnds ? Transmission.TryWrite(step.Message, Scope) : null;

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
                    await _ours.PlayAsync(step, peer);
                }

                continue;
            }

            var left = connection.ToList();
            while (left.Count > 0)
            {
                await peer.JudgeAsync(async () => left.Remove(await ExpectAsync(peer, connection.Key.To, left)));
            }
        }
    }

    /// <summary>Expects that the program has printed a line, which may take a moment.</summary>
    protected virtual async Task ExpectOutputAsync(OutputStep output)
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
            if (Context.Options.Time.GetElapsedTime(began) > Context.Options.AtMost(Context.Options.AnswerTimeout))
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Context.Options.Time, Context.Cancel);
        }

        return true;
    }
}
