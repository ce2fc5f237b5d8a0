using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Plays a transcript to read the values of parameters from what the server sends, right or wrong.</summary>
/// <param name="page">The page.</param>
/// <param name="context">The probe's.</param>
/// <param name="transcript">The conversation.</param>
/// <param name="sought">The parameters.</param>
internal sealed class ProbePlay(Page page, CaseContext context, Transcript transcript, IReadOnlyList<string> sought) : ServerPlay(page, context, transcript)
{
    private static readonly TimeSpan GreetingWait = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, (string Value, string What)> _found = [];
    private byte[] _asked = [];

    /// <summary>The parameters that have another value than was expected, and what showed it.</summary>
    public IReadOnlyDictionary<string, (string Value, string What)> Found => _found;

    /// <summary>The first thing that came after the client had sent something.</summary>
    public byte[] Answer { get; private set; } = [];

    /// <summary>The client has sent something, and nothing came at all.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Something that the case judges is neither as expected, nor explained by what was found.</summary>
    public bool HasDiffered { get; private set; }

    protected override async Task ExpectStepAsync(WireStep step, Peer peer)
    {
        var form = step switch
        {
            MessageStep { Times: 1 } message => message.Message,
            RawStep raw => raw.Bytes,
            _ => throw new CheckFailedException(FailureKind.NoAnswer, "the probe ends here"),
        };
        var before = Transcript.Steps.TakeWhile(one => one != step).OfType<MessageStep>().LastOrDefault(static one => one.From.Kind == RoleKind.Client);
        _asked = before is null ? [] : Page.Framing.ToServer.Frame(before.Message, Scope);
        var came = await ReceiveAsync(step, peer);
        IsUnanswered |= came is null && before is not null && Answer.Length == 0;
        if (came is null && step is not RawStep && (before is not null || !Transcript.Messages.Any(static one => one.From.Kind == RoleKind.Client)))
        {
            throw new CheckFailedException(FailureKind.NoAnswer, "nothing came");
        }

        Answer = before is not null && Answer.Length == 0 ? came ?? [] : Answer;
        HasDiffered |= !IsExplained(form, step is RawStep ? ByteText.From(came) : Page.ReadContent(Page.Framing.ToClient, came)) && step is not (MessageStep { IsUnjudged: true } or RawStep { IsUnjudged: true });
    }

    protected override Task EndAsync() => Task.CompletedTask;

    /// <summary>The content of the next message, or all that comes where it has no framing; null if nothing comes.</summary>
    private async Task<byte[]?> ReceiveAsync(WireStep step, Peer peer)
    {
        var wait = TimeOf((step as MessageStep)?.Within ?? Page.AnswerTime) ?? Context.Options.AnswerTimeout;
        if (step is RawStep || Page.Framing.ToClient.Words == "none")
        {
            // A known greeting may come late; whether there is one at all is seen in less time.
            var isKnown = step is RawStep { Bytes: { Unsendable: null } bytes } && bytes.Write(Scope).Length > 0;
            return await peer.ReceiveAllAsync(_asked.Length == 0 && !isKnown && Transcript.Messages.Any(static one => one.From.Kind == RoleKind.Client) ? GreetingWait : wait) is { Length: > 0 } all ? all : null;
        }

        byte[]? content = null;
        try
        {
            await peer.ExpectMessageAsync(
                Page.Framing.ToClient.CreateFramer(),
                came =>
                {
                    content = came.ToArray();
                    return true;
                },
                null,
                "a message",
                wait);
        }
        catch (CheckFailedException nothing) when (nothing.Kind == FailureKind.NoAnswer)
        {
            return null;
        }

        // More line ends than one are part of the text.
        var isLast = Transcript.Steps.SkipWhile(one => one != step).Skip(1).FirstOrDefault() is not WireStep { From.Kind: RoleKind.Server };
        return content is not null && Page.HasOptionalLineEnds && isLast && await peer.ReceiveAllAsync(Context.Options.QuietPeriod) is { Length: > 0 } rest
            ? [.. content, .. Page.Framing.ToClient.Terminator.Span, .. rest.AsSpan(0, rest.Length - LineEnd.LengthAtEnd(rest))]
            : content;
    }

    /// <summary>Compares what came with what is expected, with other values of the parameters if it is not. False if no value explains it.</summary>
    private bool IsExplained(MessageForm form, ByteText came)
    {
        if (form.Matches(came, Scope))
        {
            return true;
        }

        if (form is TextMessage { Fill: { } fill } && sought.Contains(fill.Parameter.Name))
        {
            if (fill.Recognise(came, Scope) is not { } filled)
            {
                return false;
            }

            Scope.Captures[fill.Parameter.Name] = (TextValue)Scope.Parameters[fill.Parameter.Name] with { Text = filled };
            _found[fill.Parameter.Name] = (Encoding.UTF8.GetString(filled.ToArray()), What(came));
            return true;
        }

        var scope = new Scope { Parameters = Scope.Parameters.Where(pair => !sought.Contains(pair.Key)).ToDictionary(), Captures = new Dictionary<string, Value>(Scope.Captures) };
        if (!form.Matches(came, scope))
        {
            return false;
        }

        foreach (var name in sought.Where(name => !Scope.Captures.ContainsKey(name)))
        {
            if (scope.Captures.TryGetValue(name, out var value))
            {
                Scope.Captures[name] = value;
                _found[name] = (Encoding.UTF8.GetString(value.AsText().ToArray()), What(came));
            }
        }

        return true;
    }

    private string What(ByteText came) => _asked.Length > 0 ? $"it answers {Prober.Quote(_asked)} with {Prober.Quote(came.ToArray())}"
        : came.Length == 0 ? "it sends nothing on accept"
        : $"it sends {Prober.Quote(came.ToArray())} on accept";
}
