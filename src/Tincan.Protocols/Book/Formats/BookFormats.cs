namespace Tincan.Protocols.Book.Formats;

/// <summary>All file formats for entries.</summary>
public static class BookFormats
{
    /// <summary>CSV, vCard 3 and 4, LDIF.</summary>
    public static IReadOnlyList<IBookFormat> All { get; } = [new BookCsv(), new BookVCard(3), new BookVCard(4), new BookLdif()];

    /// <summary>The format for a file's extension; null if there is none.</summary>
    /// <param name="name">The file's name.</param>
    public static IBookFormat? OfFile(string name) =>
        All.FirstOrDefault(format => format.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));
}
