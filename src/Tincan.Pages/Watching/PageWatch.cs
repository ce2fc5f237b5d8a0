using Tincan.Framing;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;
using Tincan.Wires;

namespace Tincan.Pages.Watching;

/// <summary>Watches the conversations of a service by a page: names their messages, and finds where they leave the page.</summary>
public sealed class PageWatch
{
    private readonly Page _page;
    private readonly PageNorm _norm;
    private readonly IReadOnlyList<(MessageForm Form, string Name)> _replies;
    private int _open;
    private int _meetings;

    /// <param name="page">The page.</param>
    /// <param name="set">The parameters with which the server was started, as far as that is known.</param>
    public PageWatch(Page page, IReadOnlyDictionary<string, string> set)
    {
        _page = page;
        _norm = new PageNorm(page, set);
        var sent = _norm.Connects.Concat(_norm.Messages).Concat(_norm.Silences).Concat(_norm.Ends).SelectMany(static rule => rule.Actions).OfType<SendAction>().Select(static send => send.Message)
            .Concat(page.Cases.SelectMany(static one => one.Transcript.AllSteps).OfType<MessageStep>().Where(static step => step.From.Kind == RoleKind.Server).Select(static step => step.Message));
        _replies = [.. sent.Select(static form => (MessageName.Loose(form), MessageName.Of(form) ?? "")).Where(static pair => pair.Item2.Length > 0)];
    }

    /// <summary>How a viewer finds messages and what else the page says about them.</summary>
    public MessageCodec Codec => _page.Framing.ToCodec() with { Name = _page.Name, Follower = () => new PageFollower(_page, _norm, this), Naming = NameOf };

    /// <summary>Changes when two clients are connected at the same time: what the server remembers may be what the other has told it.</summary>
    internal int Meetings => Volatile.Read(ref _meetings);

    /// <summary>The name of a message with its framing; empty if it has none.</summary>
    private string NameOf(Direction direction, ReadOnlySpan<byte> framed)
    {
        var framing = direction == Direction.ToServer ? _page.Framing.ToServer : _page.Framing.ToClient;
        var cut = framing.CreateFramer().Cut(framed, 0);
        var content = cut.Status == FrameStatus.Done ? framing.ReadContent(framed.Slice(cut.Start, cut.Length)) : default;
        return direction == Direction.ToServer ? NameRequest(content) : NameReply(content);
    }

    /// <summary>Several clients are connected.</summary>
    internal bool IsShared => Volatile.Read(ref _open) > 1;

    /// <summary>A client has begun.</summary>
    /// <returns>The number of meetings.</returns>
    internal int Opened() => Interlocked.Increment(ref _open) > 1 ? Interlocked.Increment(ref _meetings) : Meetings;

    internal void Closed()
    {
        if (Interlocked.Decrement(ref _open) > 0)
        {
            Interlocked.Increment(ref _meetings);
        }
    }

    /// <summary>The name of a client's message; empty if it has none.</summary>
    internal string NameRequest(ByteText message)
    {
        foreach (var rule in _norm.Messages)
        {
            var scope = new Expressions.Scope { Parameters = _norm.Parameters[0], My = new() { IsPartial = true }, Our = new() { IsPartial = true } };
            if (PageNorm.Applies(rule, message, scope) != false)
            {
                return rule.Message is not { } form ? "anything else" : MessageName.Of(rule, scope) ?? MessageName.Of(form) ?? "";
            }
        }

        return "";
    }

    /// <summary>The name of a server's message; empty if it has none.</summary>
    internal string NameReply(ByteText message)
    {
        foreach (var (form, name) in _replies)
        {
            if (form.Matches(message, new Expressions.Scope()))
            {
                return name;
            }
        }

        return "";
    }
}
