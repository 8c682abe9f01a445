module pier

go 1.24
