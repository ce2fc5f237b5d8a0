using Tincan.Postgres;
using Tincan.Protocols.Book.Formats;
using Tincan.Protocols.Book.Stores;

namespace Tincan.Cli.Commands.Book;

/// <summary>The options that name a book and a file format.</summary>
internal static class BookSettings
{
    /// <summary>The placeholder of <c>--book</c>.</summary>
    public static string HelpName => SettingForms.Book.Placeholder;

    /// <summary>The option that names a book.</summary>
    /// <param name="description">What the command does with it.</param>
    /// <param name="isChanged">Whether the command writes it.</param>
    public static Option<string> Option(string description, bool isChanged = false) => new FileOption<string>("--book", isChanged)
    {
        NamesFile = static book => !PostgresAddress.LooksLikeAddress(book),
        Description = $"{description}: {BookForm.Explained}",
        HelpName = HelpName,
        Required = true,
    };

    /// <summary>The option that names a file format.</summary>
    public static Option<IBookFormat?> Format(string meaning) => NewOption.Of(
        "--format",
        SettingForms.Word<IBookFormat?>([.. BookFormats.All.Select(static format => (format.Name, (IBookFormat?)format))]),
        null,
        $"{meaning} Default: by the file's extension (.csv, .vcf, .ldif).");

    /// <summary>Opens a book to read or change it.</summary>
    public static IBookStore Open(string book) =>
        PostgresAddress.LooksLikeAddress(book) ? InDatabase(book) : new CsvBookStore(book, TimeProvider.System);

    /// <summary>The format of a file: the given one, or by the file's extension.</summary>
    /// <exception cref="UsageException">It is not given, and the extension is unknown.</exception>
    public static IBookFormat FormatOf(IBookFormat? asked, string file) => asked ?? BookFormats.OfFile(file)
        ?? throw new UsageException(file == "-"
            ? $"the format of standard input is unknown: add --format {Names}"
            : $"the format of '{file}' is unknown: add --format {Names}");

    private static string Names => string.Join('|', BookFormats.All.Select(static format => format.Name));

    // A method of its own, so that the database client is loaded only if it is used.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static PostgresBookStore InDatabase(string book) => new(PostgresAddress.Parse(book));
}
