namespace Tincan.Protocols.Reverse;

/// <summary>The part of the expected greeting that has not arrived. It may still arrive before the first answer, in one read or several.</summary>
internal struct OwedGreeting
{
    private ReadOnlyMemory<byte> _rest;

    /// <summary>Makes it after the wait for the greeting.</summary>
    /// <param name="expected">The whole greeting.</param>
    /// <param name="came">What has arrived. If it is not the beginning of the greeting, nothing is missing.</param>
    public OwedGreeting(ReadOnlyMemory<byte> expected, ReadOnlySpan<byte> came)
    {
        _rest = expected.Span.StartsWith(came) ? expected[came.Length..] : default;
        HasBegun = !came.IsEmpty && !_rest.IsEmpty;
    }

    /// <summary>Whether a part has arrived, so that the rest comes before anything else.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether nothing is missing.</summary>
    public readonly bool IsOver => _rest.IsEmpty;

    /// <summary>Whether <paramref name="arrived"/> begins with all that is missing.</summary>
    public readonly bool IsWholeIn(ReadOnlySpan<byte> arrived) => arrived.StartsWith(_rest.Span);

    /// <summary>The number of bytes at the front of <paramref name="arrived"/> that belong to the missing part.</summary>
    public readonly int In(ReadOnlySpan<byte> arrived) =>
        IsWholeIn(arrived) ? _rest.Length
        : _rest.Span.StartsWith(arrived) ? arrived.Length
        : 0;

    /// <summary>Counts bytes of the missing part as arrived.</summary>
    public void Take(int count)
    {
        _rest = _rest[count..];
        HasBegun = !_rest.IsEmpty;
    }
}
