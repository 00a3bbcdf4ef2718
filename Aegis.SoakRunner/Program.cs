return (int)Aegis.SoakRunner.ExitCode.WrongUsage;
