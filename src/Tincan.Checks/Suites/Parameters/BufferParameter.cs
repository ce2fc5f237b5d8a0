using System.Globalization;
using Tincan.Checks.Running.Probing;
using Tincan.Framing;

namespace Tincan.Checks.Suites.Parameters;

/// <summary>A program that sends its whole buffer for each message, as in <c>char b[100]; send(s, b, sizeof b, 0)</c>.</summary>
internal static class BufferParameter
{
    public static readonly Parameter Size = new("buffer", "How many bytes the program sends for each message: its text, a zero byte, and the rest of a buffer; 0 for the text alone.", "0")
    {
        IsSize = true,
        IsFault = true,
        Otherwise = "It sends its whole buffer: send strlen(text) bytes, not sizeof, so that what follows the text stays where it is",
    };

    /// <summary>How large the buffer is; 0 if it sends the text alone.</summary>
    public static int Of(CheckOptions options) => int.Parse(options.ValueOf(Size), CultureInfo.InvariantCulture);

    /// <summary>Looks at what a program sent first: from then on its texts are what is judged.</summary>
    /// <param name="prober">What is found goes there.</param>
    /// <param name="sent">Everything that came for one message, or for several.</param>
    /// <returns>It sends its buffer, and so the probe has to ask again.</returns>
    public static bool Probe(Prober prober, ReadOnlySpan<byte> sent)
    {
        if (!prober.Has(Size) || Of(prober.Options) > 0 || FixedBuffer.Recognise(sent) is not (> 0 and var size))
        {
            return false;
        }

        prober.Differs(Size, size.ToString(CultureInfo.InvariantCulture), $"it sends a buffer of {size} bytes for each message, whatever its text");
        return true;
    }
}
