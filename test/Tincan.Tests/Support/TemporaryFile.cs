namespace Tincan.Tests.Support;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile(string extension) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tincan-{Guid.NewGuid():N}{extension}");

    public void Dispose() => File.Delete(Path);
}
