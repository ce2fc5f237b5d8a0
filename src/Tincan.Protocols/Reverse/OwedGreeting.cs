namespace Tincan.Protocols.Reverse;

/// <summary>What has not come of the expected greeting. It may still come, late and in pieces, before the first answer.</summary>
internal struct OwedGreeting
{
    private ReadOnlyMemory<byte> _rest;

    /// <summary>A wait for the greeting has ended.</summary>
    /// <param name="expected">The whole greeting.</param>
    /// <param name="came">What came of it; if that is something else, nothing is owed.</param>
    public OwedGreeting(ReadOnlyMemory<byte> expected, ReadOnlySpan<byte> came)
    {
        _rest = expected.Span.StartsWith(came) ? expected[came.Length..] : default;
        HasBegun = !came.IsEmpty && !_rest.IsEmpty;
    }

    /// <summary>Whether a part of it came, so that the rest comes before anything else.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether all of it came, or something that is not the greeting.</summary>
    public readonly bool IsOver => _rest.IsEmpty;

    /// <summary>Whether what is owed lies whole at the front of <paramref name="arrived"/>.</summary>
    public readonly bool IsWholeIn(ReadOnlySpan<byte> arrived) => arrived.StartsWith(_rest.Span);

    /// <summary>How many bytes at the front of <paramref name="arrived"/> belong to it: what is owed, or all that has arrived if that is the beginning of it.</summary>
    public readonly int In(ReadOnlySpan<byte> arrived) =>
        IsWholeIn(arrived) ? _rest.Length
        : _rest.Span.StartsWith(arrived) ? arrived.Length
        : 0;

    /// <summary>Takes bytes that came of it.</summary>
    public void Take(int count)
    {
        _rest = _rest[count..];
        HasBegun = !_rest.IsEmpty;
    }
}
