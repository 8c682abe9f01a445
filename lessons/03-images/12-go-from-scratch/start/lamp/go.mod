module lamp

go 1.24
