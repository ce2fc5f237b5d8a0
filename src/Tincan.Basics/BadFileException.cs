namespace Tincan;

/// <summary>A table or book file cannot be used as it is; the message names the file, the line and what is wrong.</summary>
public sealed class BadFileException : Exception
{
    /// <summary>Makes an exception that reads <c>FILE:LINE: problem</c>.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">The line, from 1; 0 when the file as a whole is meant.</param>
    /// <param name="problem">What is wrong, without a final full stop.</param>
    /// <param name="inner">What the system said, if it did.</param>
    public BadFileException(string file, int line, string problem, Exception? inner = null)
        : base(line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}", inner)
    {
    }
}
