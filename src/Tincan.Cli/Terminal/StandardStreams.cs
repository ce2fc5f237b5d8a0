using Microsoft.Win32.SafeHandles;
using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Standard input, output and error, which may be closed, full, or pipes that nobody reads any more.</summary>
internal static class StandardStreams
{
    /// <summary>What standard output is called in a sentence.</summary>
    public const string OutputName = "standard output";

    /// <summary>
    /// Writes text to standard output with an error that a person can read, and to standard error without any: it is only talk, and nobody is left to
    /// report to.
    /// </summary>
    public static void Use()
    {
        Console.SetOut(Writer(OpenTextOutput()));
        Console.SetError(Writer(new UnfailingStream(Interruptible(Console.OpenStandardError(), 2))));
    }

    /// <summary>Standard input.</summary>
    public static Stream OpenInput() => Interruptible(Console.OpenStandardInput(), 0);

    /// <summary>Standard output for the program's own text, which ends soon: what nobody reads any more is dropped, and a full disk is reported.</summary>
    public static Stream OpenTextOutput() => new ReportingStream(Interruptible(Console.OpenStandardOutput(), 1), OutputName);

    /// <summary>A line that says where a server listens. It serves even where that cannot be said.</summary>
    public static void Announce(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (UsageException unheard)
        {
            Say.Error(unheard.Message);
        }
    }

    /// <summary>
    /// Standard output for a peer's bytes. A pipe is written as a file: the console's own stream takes what nobody reads any more and does not tell, so that
    /// <c>tincan … | head</c> would go on for as long as the peer does.
    /// </summary>
    public static Stream OpenOutput()
    {
        if (Console.IsOutputRedirected)
        {
            try
            {
                var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
                if (!direct.CanSeek)
                {
                    return Interruptible(direct, 1);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // It is closed; the first write says so.
            }
        }

        return Interruptible(Console.OpenStandardOutput(), 1);
    }

    private static InterruptibleStream Interruptible(Stream stream, int descriptor) => new(stream, new SafeFileHandle(descriptor, ownsHandle: false));

    private static StreamWriter Writer(Stream stream) =>
        new(stream, OperatingSystem.IsWindows() ? Console.OutputEncoding : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 4096) { AutoFlush = true };

    /// <summary>Drops what cannot be written.</summary>
    private sealed class UnfailingStream(Stream inner) : UnseekableStream
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or OperationCanceledException or ObjectDisposedException)
            {
                // Nobody reads it.
            }
        }
    }
}
