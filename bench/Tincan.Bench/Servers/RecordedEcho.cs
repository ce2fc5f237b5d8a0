using Tincan.Hosting;
using Tincan.Recording;

namespace Tincan.Bench.Servers;

/// <summary>The shipped echo server as <c>--record FILE</c> runs it: every segment is written to a file on disk.</summary>
internal sealed class RecordedEcho : IAsyncDisposable
{
    private readonly string _file;
    private readonly RecordingWriter _writer;
    private readonly Host _host;

    private RecordedEcho(string file, RecordingWriter writer, Host host)
    {
        _file = file;
        _writer = writer;
        _host = host;
    }

    public System.Net.EndPoint LocalEndPoint => _host.LocalEndPoint;

    public static async Task<RecordedEcho> StartAsync()
    {
        var file = Path.GetTempFileName();
        var recorder = new Recorder();
        var writer = new RecordingWriter(File.Create(file), recorder.Began, "bench", Console.Error.WriteLine);
        recorder.Add(writer);
        return new RecordedEcho(file, writer, await OurEcho.StartAsync(recorder));
    }

    /// <summary>Stops, deletes the file, and says what was not recorded.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _writer.DisposeAsync();
        var size = new FileInfo(_file).Length / (1024.0 * 1024);
        File.Delete(_file);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"recorded: {size:0} MiB written, {_writer.Dropped} events dropped because the disk was too slow"));
    }
}
