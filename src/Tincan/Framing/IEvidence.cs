namespace Tincan.Framing;

/// <summary>A framer that decides where messages end by what it has seen in both directions.</summary>
internal interface IEvidence
{
    /// <summary>The other side has sent something.</summary>
    void Answered();

    /// <summary>Inspects the bytes of a read before they are cut.</summary>
    /// <returns>How many earlier "messages" were in fact the beginning of the line that ends here.</returns>
    int Look(ReadOnlySpan<byte> read);
}
