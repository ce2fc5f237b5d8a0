using CsvHelper;
using Tincan.Files;

namespace Tincan.Cli.Grading;

/// <summary>Finds the submissions: the folders in a folder, or the rows of a CSV file.</summary>
internal static class SubmissionList
{
    /// <summary>The headings of the columns, the first one that a file has. The later ones are those of GitHub Classroom.</summary>
    private static readonly string[] NameColumns = ["name", "submission", "roster_identifier", "github_username"];
    private static readonly string[] FolderColumns = ["folder", "path", "repository", "student_repository_name"];
    private static readonly string[] CommandColumns = ["command"];
    private static readonly string[] BuildColumns = ["build"];

    /// <summary>The submissions in the order of their names.</summary>
    /// <param name="path">A folder, or a CSV file.</param>
    /// <param name="command">The command of those that have none of their own.</param>
    /// <param name="build">The command that makes the program of those that have none of their own; null for none.</param>
    /// <param name="results">The folder of the results, which is no submission.</param>
    /// <exception cref="UsageException">There is no such folder or file, or a submission has no command.</exception>
    /// <exception cref="BadFileException">The file has a mistake.</exception>
    public static IReadOnlyList<Submission> Read(string path, IReadOnlyList<string> command, string? build, string results)
    {
        var found = Directory.Exists(path) ? OfFolder(path, command, build, results)
            : File.Exists(path) ? OfFile(path, command, build)
            : throw new UsageException($"there is no folder '{path}' with submissions, and no CSV file of that name");
        return found.FirstOrDefault(static one => one.Command.Count == 0) is { } without
            ? throw new UsageException($"no command for {without.Name}: add -- COMMAND, for instance -- python3 server.py {{port}}")
            : [.. found.OrderBy(static one => one.Name, StringComparer.Ordinal)];
    }

    private static List<Submission> OfFolder(string path, IReadOnlyList<string> command, string? build, string results) =>
    [
        .. new DirectoryInfo(path).EnumerateDirectories()
            .Where(folder => !folder.Name.StartsWith('.') && folder.FullName != Path.GetFullPath(results).TrimEnd('/'))
            .Select(folder => new Submission(folder.Name, Path.Combine(path, folder.Name), command) { Build = build }),
    ];

    private static List<Submission> OfFile(string path, IReadOnlyList<string> command, string? build)
    {
        var at = Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".";
        var found = new List<Submission>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var line = 1;
        try
        {
            using var rows = CsvReader.Create(WholeFile.Read(path), new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw });
            string[] headings = rows.Read() ? Cells(rows) : [];
            if (!headings.Any(FolderColumns.Contains))
            {
                throw new BadFileException(path, 1, $"no column holds folders: one must be headed {string.Join(" or ", FolderColumns)}");
            }

            while (rows.Read())
            {
                line = (int)rows.LineNumber;
                var cells = Cells(rows);
                var folder = Cell(FolderColumns) ?? throw new BadFileException(path, line, "it names no folder");
                var name = Cell(NameColumns) ?? Path.GetFileName(folder.TrimEnd('/'));
                if (name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0'))
                {
                    throw new BadFileException(path, line, "the name becomes the name of a folder: it must not be empty, . or .., or contain /");
                }

                if (!names.Add(name))
                {
                    throw new BadFileException(path, line, $"'{name}' is in the list already");
                }

                found.Add(new Submission(name, Path.Combine(at, folder), Cell(CommandColumns) is { } own ? CommandWords.Split(own) : command) { Build = Cell(BuildColumns) ?? build });

                string? Cell(string[] columns) => columns.Select(column => Array.IndexOf(headings, column)).Where(index => index >= 0 && index < cells.Length)
                    .Select(index => cells[index]).FirstOrDefault(static cell => cell.Length > 0);
            }
        }
        catch (CsvFormatException error)
        {
            throw new BadFileException(path, (int)error.LineNumber, $"not RFC 4180: {error.Message}", error);
        }
        catch (FormatException error)
        {
            throw new BadFileException(path, line, error.Message, error);
        }

        return found;
    }

    private static string[] Cells(CsvReader rows) => [.. Enumerable.Range(0, rows.FieldCount).Select(column => rows.GetString(column).Trim())];
}
