namespace Tincan.Files;

/// <summary>Describes errors of files in plain words.</summary>
public static class FileProblem
{
    private const int BadDescriptor = 9;
    private const int NotAFolder = 20;
    private const int IsAFolder = 21;
    private const int TooManyLinks = 40;

    /// <summary>Describes an error, without the file's name and without a final full stop.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="path">The file; null for a standard stream.</param>
    public static string Describe(Exception error, string? path) => error switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "its folder does not exist",
        PathTooLongException => "the name is too long",
        _ when NumberOf(error) == BadDescriptor => "it is closed",
        _ when NumberOf(error) == IsAFolder || (path is not null && Directory.Exists(path)) => "this is a folder, not a file",
        UnauthorizedAccessException => "permission denied",
        _ when NumberOf(error) == NotAFolder => "part of the path is a file, not a folder",
        _ when NumberOf(error) == TooManyLinks => "its symbolic links form a loop",
        ArgumentException => "not a valid file name",
        _ => WithoutName(error.Message),
    };

    /// <summary>The errno, which .NET keeps on Unix.</summary>
    private static int NumberOf(Exception error) => error is UnauthorizedAccessException { InnerException: { } inner } ? inner.HResult : error.HResult;

    /// <summary>.NET's message is <c>No space left on device : '/path'</c>; ours already names the file.</summary>
    private static string WithoutName(string message)
    {
        var name = message.IndexOf(" : '", StringComparison.Ordinal);
        return (name > 0 ? message[..name] : message).TrimEnd('.');
    }
}
