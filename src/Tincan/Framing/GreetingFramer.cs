namespace Tincan.Framing;

/// <summary>
/// Takes a greeting without a terminator from the front of a stream, if there is one, and then uses another framer. A greeting with a line end is
/// a line, and left to the other framer.
/// </summary>
/// <param name="greeting">The greeting.</param>
/// <param name="rest">The framer for what follows.</param>
internal sealed class GreetingFramer(byte[] greeting, IFramer rest) : IFramer
{
    private bool _begun;

    public IFramer Rest => rest;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (_begun)
        {
            return rest.Cut(bytes, seen);
        }

        if (bytes.Length < greeting.Length && greeting.AsSpan().StartsWith(bytes))
        {
            return FrameCut.NeedMore;
        }

        _begun = true;
        var isGreeting = bytes.StartsWith(greeting) && bytes[greeting.Length..] is not [(byte)'\r' or (byte)'\n' or (byte)'\0', ..];
        return isGreeting ? FrameCut.Done(greeting.Length, greeting.Length) : rest.Cut(bytes, 0);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => rest.Missing(bytes);
}
