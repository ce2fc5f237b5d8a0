namespace Tincan.Framing;

/// <summary>Takes all available bytes as a message.</summary>
internal sealed class ReadFramer : IFramer
{
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen) => bytes.IsEmpty ? FrameCut.NeedMore : FrameCut.Done(bytes.Length, bytes.Length);

    public string Missing(ReadOnlySpan<byte> bytes) => "nothing is missing";
}
