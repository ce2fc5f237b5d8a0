using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>An output whose write errors have its name and the reason: a full disk, a pipe whose reader has exited.</summary>
/// <param name="inner">The output; it is closed with this stream.</param>
/// <param name="name">Its name for messages.</param>
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
