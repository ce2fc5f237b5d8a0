namespace Tincan.Acceptance.Support;

/// <summary>How a program ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Bytes">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Outcome(int Code, byte[] Bytes, string Error)
{
    /// <summary>Its standard output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>It did what it was asked, and this is what it wrote.</summary>
    public void Wrote(string expected)
    {
        Assert.Equal(expected, Text);
        Assert.Equal((0, Error), (Code, Error));
    }

    /// <summary>It failed with an exit code and exactly one line, and this is what it had written.</summary>
    public void FailedWith(int code, string line, string written = "")
    {
        Assert.Equal((code, $"tincan: {line}\n"), (Code, Error));
        Assert.Equal(written, Text);
    }

    /// <summary>A server ended well, and its standard output is nothing but the line that says where it listened.</summary>
    public void FirstLineOnly(System.Net.IPEndPoint address, int code = 0) => Assert.Equal((code, $"listening on {address}\n"), (Code, Text));

    /// <summary>A signal ended it: nothing more was said.</summary>
    public void Ended(int code) => Assert.Equal((code, ""), (Code, Error));
}
