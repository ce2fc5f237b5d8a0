namespace Tincan.Protocols.Book.Formats;

/// <summary>A kind of file that entries are written in.</summary>
public interface IBookFormat
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>How the names of such files end.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Reads entries one after the other; what is no entry is told, and reading goes on.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="BadFileException">The file as a whole is not of this kind.</exception>
    IEnumerable<WrittenEntry> Read(Stream stream, string file);

    /// <summary>Writes what stands before the entries.</summary>
    /// <param name="output">Where to.</param>
    void WriteStart(TextWriter output);

    /// <summary>Writes an entry that has no <see cref="BookEntry.Problem"/>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="output">Where to.</param>
    void Write(BookEntry entry, TextWriter output);
}
