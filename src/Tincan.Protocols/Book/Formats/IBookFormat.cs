namespace Tincan.Protocols.Book.Formats;

/// <summary>A file format for entries.</summary>
public interface IBookFormat
{
    /// <summary>The format's name on the command line.</summary>
    string Name { get; }

    /// <summary>The extensions of such files.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Reads entries. Invalid ones are returned with their problem, and reading continues.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="BadFileException">The file is not in this format.</exception>
    IEnumerable<WrittenEntry> Read(Stream stream, string file);

    /// <summary>Writes the header.</summary>
    /// <param name="output">The output.</param>
    void WriteStart(TextWriter output);

    /// <summary>Writes an entry that has no <see cref="BookEntry.Problem"/>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="output">The output.</param>
    void Write(BookEntry entry, TextWriter output);
}
