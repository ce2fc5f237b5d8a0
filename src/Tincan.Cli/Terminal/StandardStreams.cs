using Microsoft.Win32.SafeHandles;
using Tincan.Files;

namespace Tincan.Cli.Terminal;

/// <summary>Standard input, output and error. They may be closed, a full disk, or pipes whose other end has exited.</summary>
internal static class StandardStreams
{
    /// <summary>The name of standard output for messages.</summary>
    public const string OutputName = "standard output";

    /// <summary>
    /// Makes a write to standard output that fails throw an error that people understand. A write to standard error that fails is ignored, because there is
    /// nowhere to report it.
    /// </summary>
    public static void Use()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsConsole.Use();
        }

        Console.SetOut(Writer(OpenTextOutput()));
        Console.SetError(Writer(new UnfailingStream(Interruptible(Console.OpenStandardError(), 2))));
    }

    /// <summary>Standard input.</summary>
    public static Stream OpenInput() => Interruptible(Console.OpenStandardInput(), 0);

    /// <summary>Standard output for the program's own text, which is short: a broken pipe is ignored, and a full disk is reported.</summary>
    public static Stream OpenTextOutput() => new ReportingStream(Interruptible(Console.OpenStandardOutput(), 1), OutputName);

    /// <summary>Writes where a server listens. If that fails, the server runs all the same.</summary>
    public static void Announce(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (UsageException unheard)
        {
            Stderr.Error(unheard.Message);
        }
    }

    /// <summary>
    /// Standard output for a peer's bytes. A pipe is written as a file, because the console's own stream ignores a broken pipe, and <c>tincan … | head</c>
    /// would go on for as long as the peer sends.
    /// </summary>
    public static Stream OpenOutput()
    {
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
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
                // It is closed; the first write reports it.
            }
        }

        return Interruptible(Console.OpenStandardOutput(), 1);
    }

    private static InterruptibleStream Interruptible(Stream stream, int descriptor) => new(stream, new SafeFileHandle(descriptor, ownsHandle: false));

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 4096) { AutoFlush = true };

    /// <summary>Ignores write errors.</summary>
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
