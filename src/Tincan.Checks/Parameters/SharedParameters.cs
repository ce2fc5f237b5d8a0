namespace Tincan.Checks.Parameters;

/// <summary>The padding and the buffers of messages, and the ports of the servers that a program calls.</summary>
internal static class SharedParameters
{
    public static readonly Parameter Padding = new("padding", "The number of bytes to which spaces pad each message; 0 for no padding.", "0")
    {
        IsSize = true,
        Remedy = "send only the text, without spaces after it",
    };

    /// <summary>For programs that send their whole buffer for each message, as in <c>char b[100]; send(s, b, sizeof b, 0)</c>.</summary>
    public static readonly Parameter Buffer = new("buffer", "How many bytes the program sends for each message: its text, a zero byte, and the rest of a buffer; 0 for only the text.", "0")
    {
        IsSize = true,
        IsBug = true,
        Remedy = "It sends its whole buffer: send strlen(text) bytes, not sizeof, so that what follows the text stays where it is",
    };

    /// <summary>The port of a server that the program calls.</summary>
    /// <param name="table">The server, from 0.</param>
    public static Parameter Port(int table) => new($"ts{table + 1}-port", $"The port of the {(table == 0 ? "first" : table == 1 ? "second" : $"{table + 1}th")} server that the program calls, if it is written into the program; 0 for any.", "0") { IsPort = true };

    /// <summary>The size to which spaces pad each message; 0 for no padding.</summary>
    public static int PaddingOf(CheckOptions options) => int.Parse(options.ValueOf(Padding), CultureInfo.InvariantCulture);

    /// <summary>The size of the buffer that the program sends; 0 if it sends the text alone.</summary>
    public static int BufferOf(CheckOptions options) => int.Parse(options.ValueOf(Buffer), CultureInfo.InvariantCulture);

    /// <summary>The port of a table server; 0 for any port.</summary>
    /// <param name="options">How the program is checked.</param>
    /// <param name="table">The table server, from 0.</param>
    public static int PortOf(CheckOptions options, int table) => int.Parse(options.ValueOf(Port(table)), CultureInfo.InvariantCulture);

    /// <summary>Whether the table servers of all cases use the same ports.</summary>
    public static bool HasFixedTables(Assignment assignment, CheckOptions options) => Enumerable.Range(0, assignment.TableCount).Any(table => PortOf(options, table) > 0);
}
