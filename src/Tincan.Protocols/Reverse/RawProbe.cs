namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends a line again in raw when its line end came back reversed along: the server may take what one read returns for a line. A server that does not answer
/// in raw reads whole lines after all.
/// </summary>
internal sealed class RawProbe(ReverseConnection connection, Action<string> notice)
{
    /// <summary>A server that does not answer a line in raw for this long is waiting for a line end.</summary>
    private static readonly TimeSpan WaitsForEnd = TimeSpan.FromSeconds(1);

    /// <summary>Whether a line was sent in raw and nothing has been answered since.</summary>
    public bool IsOpen => connection.IsAskedAgain;

    /// <summary>The answer to the present line from before it was sent again; null if it was not.</summary>
    public byte[]? Answer { get; private set; }

    /// <summary>Sends a line again in raw.</summary>
    public async ValueTask BeginAsync(Question question, byte[] answer, CancellationToken cancel)
    {
        notice(string.Create(
            CultureInfo.InvariantCulture,
            $"line {question.Number}: the line end came back reversed along, so the server takes what one read returns for a line: going on in raw, and asking line {question.Number} again"));
        (connection.IsAskedAgain, Answer) = (true, answer);
        connection.Sending = Dialect.Raw;
        connection.Write(question.Line.Span);
        await connection.FlushAsync(cancel);
    }

    /// <summary>Waits for the server to answer in raw, and sends the line end if it does not.</summary>
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

    /// <summary>The server has answered in raw, or has closed.</summary>
    public void Settle() => connection.IsAskedAgain = false;

    /// <summary>Begins with another line.</summary>
    public void Next() => Answer = null;
}
