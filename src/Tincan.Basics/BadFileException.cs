namespace Tincan;

/// <summary>A file is unreadable or invalid. The message names the file, the line and the problem.</summary>
/// <param name="file">The file, as the user named it.</param>
/// <param name="line">The line, from 1; 0 for the whole file.</param>
/// <param name="problem">The problem, without a final full stop.</param>
/// <param name="inner">The system's error. Defaults to null.</param>
public sealed class BadFileException(string file, int line, string problem, Exception? inner = null)
    : Exception(line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}", inner)
{
}
