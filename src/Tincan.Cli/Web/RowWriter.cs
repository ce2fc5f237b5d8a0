using System.IO.Pipelines;
using Tincan.Drawing;
using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// Writes the rows of the ladder for one viewer, one JSON object per line: <c>number</c> (of the event), <c>kind</c>, <c>text</c>; the <c>event</c> as in a recording,
/// <c>delta</c>, the <c>parts</c> of messages if a read is not exactly one, and who waits after it (<c>waits</c>); for a silence <c>connection</c>, <c>at</c>,
/// <c>silence</c> and <c>who</c>. Times are in seconds.
/// </summary>
internal sealed class RowWriter(PipeWriter output) : IDisposable
{
    /// <summary>More bytes than the widest row shows; the page has the same number.</summary>
    private const int MaxShown = 400;

    /// <summary>How many connections a viewer that misses events may have open: about 300 bytes each.</summary>
    private const int MaxOpen = 4096;

    private static readonly string[] Kinds = [.. Enum.GetNames<LadderRowKind>().Select(static name => name.ToLowerInvariant())];
    private static readonly string[] Who = [.. Enum.GetNames<Waiting>().Select(static name => name.ToLowerInvariant())];

    private readonly LadderModel _model = new();
    private readonly Utf8JsonWriter _json = new(output, RecordingFormat.Loose);

    /// <summary>Adds the next event to the model, and writes nothing, because the viewer already has its rows.</summary>
    public void Skip(WireEvent happened) => _model.Add(happened);

    /// <summary>Events before the next one were lost.</summary>
    public void Lost() => _model.Forget(MaxOpen);

    /// <summary>Writes the rows that the next event adds, each as a line of data.</summary>
    public void Write(WireEvent happened)
    {
        foreach (var row in _model.Add(happened))
        {
            output.Write("data: "u8);
            _json.Reset(output);
            Write(row, happened.Number);
            _json.Flush();
            output.Write("\n"u8);
        }
    }

    public void Dispose() => _json.Dispose();

    private void Write(LadderRow row, long number)
    {
        _json.WriteStartObject();
        _json.WriteNumber("number", number);
        _json.WriteString("kind", Kinds[(int)row.Kind]);
        _json.WriteString("text", row.Text);
        if (row.Event is not { } happened)
        {
            _json.WriteNumber("connection", row.Connection);
            _json.WriteNumber("at", row.At.TotalSeconds);
            _json.WriteNumber("silence", row.Silence.TotalSeconds);
            _json.WriteString("who", Who[(int)(row.Wait?.Who ?? default)]);
        }
        else
        {
            _json.WritePropertyName("event");
            RecordingFormat.Write(happened, _json);
            if (row.Delta is { } delta)
            {
                _json.WriteNumber("delta", delta.TotalSeconds);
            }

            WriteParts(row);
            WriteWait(row.Connection);
        }

        _json.WriteEndObject();
    }

    private void WriteParts(LadderRow row)
    {
        if (!row.IsSplitOrCoalesced)
        {
            return;
        }

        _json.WriteStartArray("parts");
        foreach (var part in row.Parts.TakeWhile(static part => part.From < MaxShown))
        {
            _json.WriteStartObject();
            _json.WriteNumber("number", part.Number);
            _json.WriteBoolean("isFirst", part.Part == 1);
            _json.WriteBoolean("isLast", part.IsLast);
            _json.WriteNumber("from", part.From);
            _json.WriteNumber("length", part.Length);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteWait(int connection)
    {
        if (_model.WaitOn(connection) is not var (wait, since))
        {
            return;
        }

        _json.WriteStartObject("waits");
        _json.WriteString("who", Who[(int)wait.Who]);
        _json.WriteString("words", wait.Words);
        if (wait.Because is { } because)
        {
            _json.WriteString("because", because);
        }

        _json.WriteNumber("since", since.TotalSeconds);
        _json.WriteEndObject();
    }
}
