#: step name
cd ~/greeter
docker build -t greeter:1.0 .
docker image ls
docker build -q -t greeter:1.0 .
#: step tag
docker tag greeter:1.0 greeter
docker tag greeter:1.0 harbour/greeter:summer
docker image ls
#: step rebuild
cd ~/greeter
echo 'Good evening!' > greeting.txt
docker build -t greeter:1.1 .
docker image ls greeter
docker run --rm greeter
docker tag greeter:1.1 greeter:latest
docker run --rm greeter
#: step nameless
cd ~/greeter
echo 'Good night!' > greeting.txt
docker build -q -t greeter:1.1 -t greeter:latest .
docker image ls
#: step remove
docker rmi harbour/greeter:summer
docker run --name guest greeter
docker rmi $(docker image ls -q greeter:latest)
docker rmi greeter:latest
docker rmi $(docker image ls -q greeter:1.1)
docker rm guest
docker rmi $(docker image ls -q greeter:1.1)
docker image prune -f
docker image ls
#: step rename
docker tag greeter:1.0 hello:2.0
docker rmi greeter:1.0
docker image ls
