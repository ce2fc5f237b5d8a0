using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>An output that says what it is called and why, when it cannot be written: a full disk, a pipe that nobody reads any more.</summary>
/// <param name="inner">Where to; it is closed with this.</param>
/// <param name="name">What it is called in a sentence.</param>
internal sealed class ReportingStream(Stream inner, string name) : UnseekableStream(inner)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="UsageException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Inner.Write(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.CannotWrite(name, error);
        }
    }

    /// <exception cref="UsageException">It cannot be written.</exception>
    public override void Flush()
    {
        try
        {
            Inner.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.CannotWrite(name, error);
        }
    }
}
