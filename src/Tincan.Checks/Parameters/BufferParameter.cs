namespace Tincan.Checks.Parameters;

/// <summary>Programs that send their whole buffer for each message, as in <c>char b[100]; send(s, b, sizeof b, 0)</c>.</summary>
internal static class BufferParameter
{
    public static readonly Parameter Size = new("buffer", "How many bytes the program sends for each message: its text, a zero byte, and the rest of a buffer; 0 for only the text.", "0")
    {
        IsSize = true,
        IsBug = true,
        Remedy = "It sends its whole buffer: send strlen(text) bytes, not sizeof, so that what follows the text stays where it is",
    };

    /// <summary>The size of the buffer; 0 if the program sends the text alone.</summary>
    public static int Of(CheckOptions options) => int.Parse(options.ValueOf(Size), CultureInfo.InvariantCulture);
}
