namespace Tincan.Files;

/// <summary>Why a file cannot be opened, read or written, in plain words.</summary>
public static class FileProblem
{
    private const int BadDescriptor = 9;
    private const int NotAFolder = 20;
    private const int IsAFolder = 21;
    private const int TooManyLinks = 40;

    /// <summary>Says what is wrong, without the name of the file and without a final full stop.</summary>
    /// <param name="error">What .NET threw.</param>
    /// <param name="path">The file; null for a standard stream.</param>
    public static string Describe(Exception error, string? path) => error switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "its folder does not exist",
        PathTooLongException => "the name is too long",
        _ when NumberOf(error) == BadDescriptor => "it is closed",
        _ when NumberOf(error) == IsAFolder || (path is not null && Directory.Exists(path)) => "it is a folder, not a file",
        UnauthorizedAccessException => "permission denied",
        _ when NumberOf(error) == NotAFolder => "part of the path is a file, not a folder",
        _ when NumberOf(error) == TooManyLinks => "its symbolic links lead in a circle",
        ArgumentException => "that cannot be the name of a file",
        _ => WithoutName(error.Message),
    };

    /// <summary>The system's number of the error, which .NET keeps on Unix.</summary>
    private static int NumberOf(Exception error) => error is UnauthorizedAccessException { InnerException: { } inner } ? inner.HResult : error.HResult;

    /// <summary>.NET writes <c>No space left on device : '/path'</c>; the message of the error names the file already.</summary>
    private static string WithoutName(string message)
    {
        var name = message.IndexOf(" : '", StringComparison.Ordinal);
        return (name > 0 ? message[..name] : message).TrimEnd('.');
    }
}
