using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

public sealed class OtherUserTests
{
    private static readonly string[] Check = ["check", "reverse.client", "--no-faults", "--only", "one-line"];

    [Fact]
    public async Task A_program_runs_as_another_user_in_a_folder_of_that_users_own()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can run a program as another user");
        using var scratch = new Scratch();
        var secret = scratch.Write("secret", "grades");

        // A scratch folder is its owner's only, and this has to be read.
        var program = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.py");
        await File.WriteAllTextAsync(program, $$"""
            import os, pwd, sys
            try:
                open({{System.Text.Json.JsonSerializer.Serialize(secret)}})
                print("it reads what it must not")
            except PermissionError:
                print("as", pwd.getpwuid(os.getuid()).pw_name)
            {{await File.ReadAllTextAsync(Place.Peer("naive/reverse_client_good.py"))}}
            out = open("out-proj.txt", "a").write("and more")
            """.ReplaceLineEndings("\n"));
        try
        {
            var outcome = await TincanCli.RunAsync([.. Check, "--only", "file-form", "--as-user", "nobody", "--", "/usr/bin/env", "python3", program, "{host}", "{port}"]);
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
            Assert.Contains("   | as nobody\n", outcome.Text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task A_user_that_is_none_could_not_be_run()
    {
        var outcome = await TincanCli.RunAsync([.. Check, "--as-user", "no-such-user", "--", "true", "{port}"]);
        Assert.Equal(6, outcome.Code);
        Assert.Contains("as 'no-such-user'", outcome.Error, StringComparison.Ordinal);
    }
}
