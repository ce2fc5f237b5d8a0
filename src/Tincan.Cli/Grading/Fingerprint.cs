using System.Security.Cryptography;

namespace Tincan.Cli.Grading;

/// <summary>A hash of everything that a result depends on. If it changes, the submission is graded again.</summary>
internal sealed class Fingerprint : IDisposable
{
    /// <summary>How many bytes of a submission count. The copy of a larger one would take longer than its check.</summary>
    private const int MaxFile = 16 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of these texts.</summary>
    public static string Of(params IEnumerable<string> texts)
    {
        using var print = new Fingerprint();
        foreach (var text in texts)
        {
            print.Add(text);
        }

        return print.End();
    }

    /// <summary>The hash of a submission: its command, and the names and contents of its files.</summary>
    public static string Of(Submission submission)
    {
        using var print = new Fingerprint();
        foreach (var word in submission.Build is { } build ? submission.Command.Prepend(build) : submission.Command)
        {
            print.Add(word);
        }

        try
        {
            print.AddFolder(submission.Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The check will report it.
            print.Add(error.GetType().Name);
        }

        return print.End();
    }

    public void Dispose() => _hash.Dispose();

    private void AddFolder(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            Add(entry.Name);
            switch (entry)
            {
                case { LinkTarget: { } target }:
                    Add(target);
                    break;
                case DirectoryInfo { Name: not ".git" } below:
                    AddFolder(below.FullName);
                    Add("/");
                    break;
                case FileInfo { Length: > 0 } file:
                    // Length 0 may also be a FIFO, and opening one blocks.
                    AddFile(file);
                    break;
            }
        }
    }

    private void AddFile(FileInfo file)
    {
        Add($"{file.Length} {(OperatingSystem.IsWindows() ? UnixFileMode.None : file.UnixFileMode)}");
        if (file.Length > MaxFile)
        {
            Add($"{file.LastWriteTimeUtc.Ticks}");
            return;
        }

        _hash.AppendData(File.ReadAllBytes(file.FullName));
    }

    private void Add(string text)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        _hash.AppendData([0]);
    }

    private string End() => Convert.ToHexStringLower(_hash.GetHashAndReset())[..32];
}
