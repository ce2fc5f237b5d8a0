namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends a line again in raw, if its line end came back reversed, too: the server may take each read for a line. If it does not answer in raw, it reads
/// lines after all.
/// </summary>
internal sealed class RawProbe(ReverseConnection connection, Action<string> notice)
{
    /// <summary>A server that is silent for this long in raw is waiting for a line end.</summary>
    private static readonly TimeSpan WaitsForEnd = TimeSpan.FromSeconds(1);

    /// <summary>Whether a line was sent in raw and not answered yet.</summary>
    public bool IsOpen => connection.IsAskedAgain;

    /// <summary>The first answer to the current line, if it was sent again; otherwise null.</summary>
    public byte[]? Answer { get; private set; }

    /// <summary>Sends a line again in raw.</summary>
    public async ValueTask BeginAsync(Question question, byte[] answer, CancellationToken cancel)
    {
        notice($"line {question.Number}: the line end came back reversed along, so the server takes what one read returns for a line: going on in raw, and asking line {question.Number} again");
        (connection.IsAskedAgain, Answer) = (true, answer);
        connection.Sending = Dialect.Raw;
        connection.Write(question.Line.Span);
        await connection.FlushAsync(cancel);
    }

    /// <summary>Waits for an answer in raw, and sends the line end if there is none.</summary>
    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        if (!await connection.ReceiveAsync(WaitsForEnd, cancel) && !connection.HasEnded)
        {
            notice("the server did not answer a line without line end: going on in lf, and taking the line end off its answers");
            Settle();
            connection.Sending = Dialect.Lf;
            connection.EndLine();
            await connection.FlushAsync(cancel);
        }
    }

    /// <summary>Ends the probe: the server has answered in raw, or has closed.</summary>
    public void Settle() => connection.IsAskedAgain = false;

    /// <summary>Continues with another line.</summary>
    public void Next() => Answer = null;
}
