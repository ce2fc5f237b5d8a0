using Tincan.Framing.Framings;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>One half of a message as it goes over the wire, with its framing.</summary>
/// <param name="Whole">The message.</param>
/// <param name="Framing">How it is framed.</param>
/// <param name="IsFirst">The first half.</param>
internal sealed record FramedHalf(MessageForm Whole, MessageFraming Framing, bool IsFirst) : MessageForm(Whole.At)
{
    public override IEnumerable<Parsing.Token> Captures => Whole.Captures;

    public override IEnumerable<Expression> Expressions => Whole.Expressions;

    public override ByteText Write(Scope scope)
    {
        var bytes = Framing.Frame(Whole, scope).AsSpan();
        var middle = bytes.Length / 2;
        return ByteText.From(IsFirst ? bytes[..middle] : bytes[middle..]);
    }

    protected override bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found) => message == Write(scope);
}
